package io.tidbmirror.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that the group refuses offsets: not where it does so for the time of a rebalance. Used by the client's own thread. */
final class RefusedCommits {
    /** Longer than a group waits for a member that is gone (session.timeout.ms, 45 s). */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RefusedCommits.class);

    private final Clock clock;
    private @Nullable Instant since;
    private boolean told;

    RefusedCommits(Clock clock) {
        this.clock = clock;
    }

    void accepted() {
        if (told) {
            LOG.info("offsets are committed again");
        }
        since = null;
        told = false;
    }

    /** Returns whether it is told now. */
    boolean refused(Exception reason) {
        Instant now = clock.instant();
        Instant begun = since == null ? now : since;
        since = begun;
        boolean tells = !told && !now.isBefore(begun.plus(PATIENCE));
        if (tells) {
            told = true;
            LOG.warn(
                    "no offset could be committed for a minute: {}. HEAD knows what is landed, so nothing is lost; but whoever reads"
                            + " a partition next begins at its last committed offset, and where the topic's retention has"
                            + " passed that, tables without a landed row stop. Check that no member of kafka.group hangs, and"
                            + " that this client may commit (READ on the group and its topics)",
                    reason.toString());
        } else {
            LOG.debug("offsets are committed again soon; HEAD knows what is landed", reason);
        }
        return tells;
    }
}
