package io.tidbmirror.wiring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every few seconds how far the load of an export is. Thread safe. */
final class LoadMeter {
    private static final Logger LOG = LoggerFactory.getLogger("io.tidbmirror.snapshot");
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final double MEGA = 1_000_000;
    private static final double PERCENT = 100;

    private final Clock clock;
    private final LongAdder expected = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final AtomicReference<@Nullable Instant> started = new AtomicReference<>();
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MAX);

    LoadMeter(Clock clock) {
        this.clock = clock;
    }

    /** So many more bytes, as stored, are about to be loaded. */
    void expect(long bytes) {
        Instant now = clock.instant();
        if (started.compareAndSet(null, now)) {
            next.set(now.plus(PAUSE));
        }
        expected.add(bytes);
    }

    /** So many bytes were read; what is read before anything is loaded, such as definitions, does not count. */
    void bytes(long more) {
        if (started.get() == null) {
            return;
        }
        read.add(more);
        Instant due = next.get();
        Instant now = clock.instant();
        if (!now.isBefore(due) && next.compareAndSet(due, now.plus(PAUSE))) {
            LOG.info("{}", line(now));
        }
    }

    void rows(long more) {
        rows.add(more);
    }

    /** All rows of a file were read; with those of the last one, it is told. */
    void fileEnded() {
        if (read.sum() >= expected.sum() && !next.getAndSet(Instant.MAX).equals(Instant.MAX)) {
            LOG.info("{}", lastLine(clock.instant()));
        }
    }

    /** The line at the end, for people. */
    String lastLine(Instant now) {
        double seconds = seconds(now);
        return String.format(
                Locale.ROOT,
                "the snapshot is read: %.1f MB, %,d rows in %s, %.1f MB/s",
                read.sum() / MEGA,
                rows.sum(),
                text(Duration.ofSeconds((long) Math.ceil(seconds))),
                seconds == 0 ? 0 : read.sum() / seconds / MEGA);
    }

    private double seconds(Instant now) {
        Instant since = started.get();
        return since == null ? 0 : Math.max(0.001, Duration.between(since, now).toMillis() / 1000.0);
    }

    /** One line for people. */
    String line(Instant now) {
        double seconds = seconds(now);
        double done = (double) read.sum();
        double all = Math.max(done, (double) expected.sum());
        double rate = seconds == 0 ? 0 : done / seconds;
        return String.format(
                Locale.ROOT,
                "loading the snapshot: %.1f of %.1f MB (%.0f %%), %,d rows, %.1f MB/s, %s left",
                done / MEGA,
                all / MEGA,
                all == 0 ? PERCENT : PERCENT * done / all,
                rows.sum(),
                rate / MEGA,
                rate == 0
                        ? "unknown time"
                        : "about " + text(Duration.ofSeconds((long) Math.ceil((all - done) / rate))));
    }

    private static String text(Duration left) {
        return left.toHours() > 0
                ? left.toHours() + " h " + left.toMinutesPart() + " min"
                : left.toMinutes() > 0
                        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                        : left.toSeconds() + " s";
    }
}
