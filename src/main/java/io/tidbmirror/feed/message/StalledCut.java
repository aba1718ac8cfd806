package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which partitions hold the cut back: nothing lands then, and nothing else says why. Not thread safe. */
final class StalledCut {
    static final String REMEDY =
            "a changefeed sends one to each of its partitions every few seconds. Check that it runs, enable-tidb-extension and"
                    + " partition-num in its sink URI, and kafka.topics";

    /** Longer than it takes to pass those that the changefeed does not use ({@link SilentPartitions}). */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(StalledCut.class);

    private final Clock clock;
    private long least = Long.MIN_VALUE;
    private long most;
    private Instant since = Instant.MAX;
    private boolean told;

    StalledCut(Clock clock) {
        this.clock = clock;
    }

    /**
     * Looks at the watermarks of all partitions; gives those that are told, once, since others go on.
     *
     * @param cut whether something can land: then a partition without a watermark is about to be read again
     * @throws IOException if some have had none for long, so that nothing could land yet
     */
    Set<Partition> look(Map<Partition, Long> watermarks, boolean cut) throws IOException {
        if (watermarks.isEmpty()) {
            return Set.of();
        }
        long smallest = Collections.min(watermarks.values());
        if (cut && smallest == Envelope.NONE) {
            least = Long.MIN_VALUE;
            return Set.of();
        }
        long largest = Collections.max(watermarks.values());
        if (smallest != least) {
            least = smallest;
            most = largest;
            since = clock.instant();
            told = false;
        }
        if (clock.instant().isBefore(since.plus(LONG))) {
            return Set.of();
        }
        Set<Partition> late = at(smallest, watermarks);
        if (smallest == Envelope.NONE) {
            throw new IOException("no watermark has been in what was read of partitions " + late
                    + " so far, and nothing can land before each has one: " + REMEDY);
        }
        return !told && largest > most ? tell(late, largest) : Set.of();
    }

    private Set<Partition> tell(Set<Partition> late, long largest) {
        told = true;
        LOG.warn(
                "{}: no watermark above {} for {} minutes, while others are at {}: nothing behind it lands. TiCDC sends one to each"
                        + " partition every few seconds; if it sends to other topics now, leave these out of"
                        + " kafka.topics",
                late,
                least,
                LONG.toMinutes(),
                largest);
        return late;
    }

    /** Partitions whose watermark is a certain one. */
    static Set<Partition> at(long watermark, Map<Partition, Long> watermarks) {
        return watermarks.entrySet().stream()
                .filter(partition -> partition.getValue() == watermark)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
