package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.status.RunReport;
import java.io.PrintWriter;
import java.time.Duration;
import org.apache.camel.CamelContext;

/**
 * Follows a run from its start to its end.
 *
 * @param context started
 * @param ending what tells how far the run is
 * @param mirror how it is to run
 */
record RunWatch(CamelContext context, Ending ending, MirrorSettings mirror) {
    static final int DONE = 0;

    private static final Duration LOOK = Duration.ofMillis(200);

    static RunWatch of(CamelContext context, MirrorSettings mirror) {
        return new RunWatch(context, Ending.of(context), mirror);
    }

    /**
     * Refuses routes of which none reads anything: they would wait for ever.
     *
     * @throws FatalException with the key to change
     */
    void requireSource() {
        boolean source = context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri())
                .anyMatch(uri -> !uri.startsWith("direct:") && !uri.startsWith("seda:"));
        if (!source) {
            throw FatalException.configuration("mirror.input=" + mirror.input()
                    + ": no route of that input is active. Shipped are "
                    + String.join(", ", MirrorSettings.SHIPPED_INPUTS)
                    + "; the precondition of a route of your own must ask for '" + mirror.input() + "'");
        }
    }

    /**
     * Waits until everything is landed, with {@code mirror.once}, or until the context is stopped.
     *
     * @throws FatalException if the run cannot go on
     */
    void await() throws InterruptedException {
        RunProgress progress = ending.progress();
        while (!context.isStopped()) {
            FatalException fatal = progress.fatal();
            if (fatal == null && mirror.once()) {
                fatal = progress.tooLong(mirror.onceTimeout());
            }
            if (fatal != null) {
                throw fatal;
            }
            if (mirror.once() && ending.isFinished()) {
                return;
            }
            progress.await(LOOK);
        }
    }

    /**
     * Says how the run ended, if it ended by itself.
     *
     * @return the exit code of the process
     * @throws FatalException if that cannot be told
     */
    int close(PrintWriter out) throws InterruptedException {
        if (!mirror.once()) {
            return DONE;
        }
        RunProgress progress = ending.progress();
        RunReport report = ClosingReport.of(ending::report, mirror.onceTimeout())
                .read(RunReport.landed(progress.rows(), progress.files()) + " by this run");
        report.print(out);
        return report.exitCode();
    }
}
