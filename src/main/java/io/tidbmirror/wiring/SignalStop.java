package io.tidbmirror.wiring;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the application when the process gets SIGTERM, and bounds the time that this may take: a request to a service that is
 * down is retried for longer than an orchestrator waits before it kills. To be cut off is harmless: the next start goes on
 * from HEAD.
 */
final class SignalStop {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final Duration MOST = Duration.ofMillis(3_800);

    private final Thread hook;

    private SignalStop(Runnable stop) {
        this.hook = new Thread(() -> within(stop), "stop");
    }

    /** From now on a signal stops the application. */
    static SignalStop of(Runnable stop) {
        SignalStop made = new SignalStop(stop);
        Runtime.getRuntime().addShutdownHook(made.hook);
        return made;
    }

    /** The run is over; a signal from now on finds nothing to stop. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stoppingAlready) {
            LOG.debug("the process is stopping", stoppingAlready);
        }
    }

    /** The virtual machine ends when its hooks have, whatever other threads do. */
    private static void within(Runnable stop) {
        Thread stopping = new Thread(stop, "stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(MOST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.info(
                    "stopped before everything was closed; nothing is lost, the next start goes on from what is covered");
        }
    }
}
