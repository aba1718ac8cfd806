package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final HandSetClock machine = new HandSetClock();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final SteadyClock clock = new SteadyClock(machine, nanos::get);

    @Test
    void aMachineClockThatIsSetBackOrAheadChangesNoDuration() {
        Instant before = clock.instant();
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        machine.pass(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(7));

        machine.pass(Duration.ofHours(3));
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(7));
    }

    @Test
    void itBeginsWithTheMachinesTime() {
        assertThat(clock.instant()).isEqualTo(machine.instant());
    }
}
