package io.tidbmirror.feed.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which partitions hold the cut back while others go on: nothing lands then, and nothing else says why. Not thread safe. */
final class StalledCut {
    /** Longer than partitions without tables may take. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(StalledCut.class);

    private final Clock clock;
    private long least = Long.MIN_VALUE;
    private long most;
    private Instant since = Instant.MAX;

    StalledCut(Clock clock) {
        this.clock = clock;
    }

    /** Looks at the watermarks of all partitions; gives those that are told. */
    Set<Partition> look(Map<Partition, Long> watermarks) {
        long smallest =
                watermarks.values().stream().mapToLong(Long::longValue).min().orElse(Envelope.NONE);
        long largest =
                watermarks.values().stream().mapToLong(Long::longValue).max().orElse(Envelope.NONE);
        Instant now = clock.instant();
        Set<Partition> late = new TreeSet<>();
        if (smallest != least) {
            least = smallest;
            most = largest;
            since = now;
        } else if (largest > most && !now.isBefore(since.plus(LONG))) {
            watermarks.forEach((partition, watermark) -> {
                if (watermark == smallest) {
                    late.add(partition);
                }
            });
            since = Instant.MAX.minus(LONG); // once
            LOG.warn(
                    "{}: no watermark {} for {} minutes, while others are at {}: nothing behind it lands. TiCDC sends one to each"
                            + " partition every few seconds; if it sends to other topics now, leave these out of"
                            + " kafka.topics",
                    late,
                    smallest == Envelope.NONE ? "at all" : "above " + smallest,
                    LONG.toMinutes(),
                    largest);
        }
        return late;
    }
}
