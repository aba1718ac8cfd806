package io.tidbmirror.wiring;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Measures how long something waits, and does not notice when the machine's clock is set. With that clock, one that is set back by an
 * hour would hold up rows, and looks for new tables, for the hour.
 */
final class SteadyClock extends Clock {
    private final Instant start;
    private final LongSupplier nanos;
    private final long began;

    SteadyClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /**
     * A clock.
     *
     * @param start read once
     * @param nanos as {@link System#nanoTime} tells them
     */
    SteadyClock(Clock start, LongSupplier nanos) {
        this.start = start.instant();
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - began);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it tells durations, which have no zone");
    }
}
