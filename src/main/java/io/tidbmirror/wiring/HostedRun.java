package io.tidbmirror.wiring;

import io.tidbmirror.change.MirrorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in a context that another program started, such as {@code camel run}. When it is over, or cannot go on, it says so in
 * the log and stops the context; the exit code is the program's.
 */
final class HostedRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRun.class);

    private final RunWatch watch;

    HostedRun(RunWatch watch) {
        this.watch = watch;
    }

    /** Begins to watch, beside the threads of the context, so that it can stop them. */
    void start() {
        Thread thread = new Thread(this, "tidb-mirror-run");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            follow();
        } catch (MirrorException e) {
            LOG.error("cannot go on: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException defect) {
            LOG.error("cannot go on", defect);
        }
        watch.context().stop();
    }

    private void follow() throws InterruptedException {
        CamelContext context = watch.context();
        // A program may use the component without our routes; then their source is its own business.
        if (context.hasEndpoint(MirrorPlugin.LAND_ROUTE) != null) {
            watch.requireSource();
        }
        watch.await();
        if (!context.isStopping() && !context.isStopped()) {
            LOG.info("everything below the checkpoint is landed: stopping{}{}", System.lineSeparator(), report());
        }
    }

    private String report() throws InterruptedException {
        StringWriter text = new StringWriter();
        watch.close(new PrintWriter(text));
        return text.toString();
    }
}
