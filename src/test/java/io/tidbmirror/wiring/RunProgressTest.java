package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final Duration MOST = Duration.ofMinutes(5);

    private final HandSetClock clock = new HandSetClock();
    private final RunProgress progress = new RunProgress(clock);

    @Test
    void aLookThatFailedOnceEndsNoRunWhoseWindowTakesLong() {
        progress.notPolled(new IOException("busy"));
        progress.polled();
        clock.pass(MOST);

        assertThat(progress.tooLong(MOST)).isNull();
    }

    @Test
    void looksThatFailForTooLongEndTheRun() {
        progress.notPolled(new IOException("busy"));
        clock.pass(MOST);

        assertThat(progress.tooLong(MOST)).hasMessageContaining("busy");
    }

    @Test
    void looksDoNotMakeUpForAWindowThatDoesNotLand() {
        progress.failed(new IOException("full"));
        progress.polled();
        clock.pass(MOST);

        assertThat(progress.tooLong(MOST)).hasMessageContaining("full");
    }
}
