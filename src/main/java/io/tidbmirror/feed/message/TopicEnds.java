package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ends that the partitions had at the start, up to which a run reads that ends by itself. Guarded by the feed. */
final class TopicEnds {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Backlog backlog;
    private final Statements statements;
    private final Clock clock;
    private @Nullable Instant incompleteSince;

    TopicEnds(Backlog backlog, Statements statements, Clock clock) {
        this.backlog = backlog;
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * Whether all messages before the ends have been read.
     *
     * @throws IOException if other processes have had some of the partitions for long, or there are none
     */
    boolean areReached() throws IOException {
        Map<Partition, Long> ends = backlog.ends().first();
        requireAll(ends != null);
        return ends != null && backlog.hasReached(ends) && statements.hasReached(ends);
    }

    private void requireAll(boolean any) throws IOException {
        Instant now = clock.instant();
        if (backlog.ownsAll() || incompleteSince == null) {
            incompleteSince = now;
        } else if (Duration.between(incompleteSince, now).compareTo(PATIENCE) > 0) {
            throw new IOException(
                    any
                            ? "mirror.once reads every partition, and some are not assigned to this process: does another"
                                    + " one of the same kafka.group run?"
                            : "no topic of kafka.topics is there, or no broker tells: check kafka.topics and"
                                    + " kafka.bootstrap-servers");
        }
    }
}
