package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StalledCutTest {
    private static final Partition ZERO = new Partition("t", 0);
    private static final Partition ONE = new Partition("t", 1);

    private final HandSetClock clock = new HandSetClock();
    private final StalledCut cut = new StalledCut(clock);

    @Test
    void aPartitionThatHoldsTheOthersBackIsToldOnceAfterThreeMinutes() throws IOException {
        assertThat(cut.look(Map.of(ZERO, 10L, ONE, 10L))).isEmpty();
        clock.pass(Duration.ofSeconds(179));
        assertThat(cut.look(Map.of(ZERO, 20L, ONE, 10L))).isEmpty();
        clock.pass(Duration.ofSeconds(1));

        assertThat(cut.look(Map.of(ZERO, 30L, ONE, 10L))).containsExactly(ONE);
        clock.pass(Duration.ofMinutes(9));
        assertThat(cut.look(Map.of(ZERO, 40L, ONE, 10L))).isEmpty();
    }

    @Test
    void aChangefeedThatSendsNothingAtAllIsNotTold() throws IOException {
        cut.look(Map.of(ZERO, 20L, ONE, 10L));
        clock.pass(Duration.ofMinutes(9));

        assertThat(cut.look(Map.of(ZERO, 20L, ONE, 10L))).isEmpty();
    }

    @Test
    void oneThatGoesOnSlowlyIsNotTold() throws IOException {
        cut.look(Map.of(ZERO, 20L, ONE, 10L));
        clock.pass(Duration.ofMinutes(2));
        cut.look(Map.of(ZERO, 30L, ONE, 11L));
        clock.pass(Duration.ofMinutes(2));

        assertThat(cut.look(Map.of(ZERO, 40L, ONE, 11L))).isEmpty();
    }
}
