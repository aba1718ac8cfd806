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
    private @Nullable Map<Partition, Long> ends;
    private @Nullable Instant incompleteSince;

    TopicEnds(Backlog backlog, Statements statements, Clock clock) {
        this.backlog = backlog;
        this.statements = statements;
        this.clock = clock;
    }

    /** For each partition the offset behind its last message; only what is found first counts. */
    void found(Map<Partition, Long> offsets) {
        ends = ends == null ? Map.copyOf(offsets) : ends;
    }

    /**
     * Whether all messages before the ends have been read.
     *
     * @throws IOException if other processes have had some of the partitions for long, or there are none
     */
    boolean areReached() throws IOException {
        requireAll();
        Map<Partition, Long> awaited = ends;
        return awaited != null && backlog.hasReached(awaited) && statements.hasReached(awaited);
    }

    private void requireAll() throws IOException {
        Instant now = clock.instant();
        if (backlog.ownsAll() || incompleteSince == null) {
            incompleteSince = now;
        } else if (Duration.between(incompleteSince, now).compareTo(PATIENCE) > 0) {
            throw new IOException(
                    ends == null
                            ? "no topic of kafka.topics is there, or no broker tells: check kafka.topics and"
                                    + " kafka.bootstrap-servers"
                            : "mirror.once reads every partition, and some are not assigned to this process: does another"
                                    + " one of the same kafka.group run?");
        }
    }
}
