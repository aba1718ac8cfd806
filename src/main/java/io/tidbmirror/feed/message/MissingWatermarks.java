package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Partitions that get no watermarks: nothing can land before each has one. Guarded by the feed. */
final class MissingWatermarks {
    /** Longer than it takes to pass those that the changefeed does not use ({@link SilentPartitions}). */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String REMEDY =
            "a changefeed sends one to each of its partitions every few seconds. Check that it runs, enable-tidb-extension and"
                    + " partition-num in its sink URI, and kafka.topics";

    private final HeldCut held;
    private final Clock clock;
    private @Nullable Instant since;

    MissingWatermarks(HeldCut held, Clock clock) {
        this.held = held;
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
            Set<Partition> partitions = held.withoutWatermark();
            if (!partitions.isEmpty()) {
                throw new IOException("no watermark has been in what was read of partitions " + partitions
                        + " so far, and nothing can land before each has one: " + REMEDY);
            }
        }
    }

    /** What a run tells that ends by itself. */
    String atTheEnds() {
        return "no watermark is in partitions " + held.withoutWatermark()
                + " of the topics up to their ends, so nothing can land: run it again when there is one; " + REMEDY;
    }
}
