package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Partitions that get no watermarks: nothing can land before each has one. Guarded by the feed. */
final class MissingWatermarks {
    /** Longer than it takes to pass those that the changefeed does not use ({@link SilentPartitions}). */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String REMEDY =
            "a changefeed sends one to each of its partitions every few seconds. Check that it runs, enable-tidb-extension and"
                    + " partition-num in its sink URI, and kafka.topics";

    private final Backlog backlog;
    private final Statements statements;
    private final Clock clock;
    private @Nullable Instant since;

    MissingWatermarks(Backlog backlog, Statements statements, Clock clock) {
        this.backlog = backlog;
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * Called at each look.
     *
     * @param missing whether there is no cut yet
     * @throws IOException if it has been missing for long
     */
    void expect(boolean missing) throws IOException {
        Instant now = clock.instant();
        Instant begun = since == null ? now : since;
        since = missing ? begun : null;
        if (missing && Duration.between(begun, now).compareTo(PATIENCE) > 0) {
            Set<Partition> partitions = partitions();
            if (!partitions.isEmpty()) {
                throw new IOException("no watermark has been in what was read of partitions " + partitions
                        + " so far, and nothing can land before each has one: " + REMEDY);
            }
        }
    }

    /** Those of which none was read. */
    private Set<Partition> partitions() {
        Set<Partition> partitions = new TreeSet<>(backlog.withoutWatermark());
        statements.all().stream()
                .filter(log -> log.watermark() == Envelope.NONE)
                .forEach(log -> partitions.add(log.partition()));
        return partitions;
    }

    /** What a run tells that ends by itself. */
    String atTheEnds() {
        return "no watermark is in partitions " + partitions()
                + " of the topics up to their ends, so nothing can land: run it again when there is one; " + REMEDY;
    }
}
