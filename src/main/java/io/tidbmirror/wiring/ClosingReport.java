package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.wiring.status.RunReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the report of a run that has landed all it can, and tries again while storage fails, as long as transient errors may
 * last: without the report nobody knows whether tables are quarantined.
 *
 * @param reading reads HEADs, and the rest of the feed
 * @param most how long it may fail
 * @param pause between two readings
 * @param clock tells how long it has failed
 */
record ClosingReport(Reading reading, Duration most, Duration pause, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingReport.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Reads the report once. */
    @FunctionalInterface
    interface Reading {
        RunReport read() throws IOException;
    }

    static ClosingReport of(Reading reading, Duration most) {
        return new ClosingReport(reading, most, PAUSE, new SteadyClock());
    }

    /**
     * Reads the report.
     *
     * @param landed for people: what the run has landed
     * @throws FatalException if it cannot be read for too long
     */
    RunReport read(String landed) throws InterruptedException {
        Instant begun = clock.instant();
        for (boolean told = false; ; told = true) {
            try {
                return reading.read();
            } catch (IOException | TransientException e) {
                if (Duration.between(begun, clock.instant()).compareTo(most) >= 0) {
                    throw FatalException.start(
                            "all that can be landed is landed (" + landed + "), but for " + most.toSeconds()
                                    + " s the closing report could not be read: " + e
                                    + "; nothing is lost: when that is mended, status tells how every table stands",
                            e);
                }
                if (!told) {
                    LOG.warn("the closing report cannot be read yet and is tried again: {}", e.toString());
                }
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }
}
