package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

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
        assertThat(cut.look(Map.of(ZERO, 10L, ONE, 10L), true)).isEmpty();
        clock.pass(Duration.ofSeconds(179));
        assertThat(cut.look(Map.of(ZERO, 20L, ONE, 10L), true)).isEmpty();
        clock.pass(Duration.ofSeconds(1));

        assertThat(cut.look(Map.of(ZERO, 30L, ONE, 10L), true)).containsExactly(ONE);
        clock.pass(Duration.ofMinutes(9));
        assertThat(cut.look(Map.of(ZERO, 40L, ONE, 10L), true)).isEmpty();
    }

    @Test
    void aChangefeedThatSendsNothingAtAllIsNotTold() throws IOException {
        cut.look(Map.of(ZERO, 20L, ONE, 10L), true);
        clock.pass(Duration.ofMinutes(9));

        assertThat(cut.look(Map.of(ZERO, 20L, ONE, 10L), true)).isEmpty();
    }

    @Test
    void oneThatGoesOnSlowlyIsNotTold() throws IOException {
        cut.look(Map.of(ZERO, 20L, ONE, 10L), true);
        clock.pass(Duration.ofMinutes(2));
        cut.look(Map.of(ZERO, 30L, ONE, 11L), true);
        clock.pass(Duration.ofMinutes(2));

        assertThat(cut.look(Map.of(ZERO, 40L, ONE, 11L), true)).isEmpty();
    }

    /** Something can land, so it had one, and has it again when it has been read again. */
    @Test
    void aPartitionThatIsAboutToBeReadAgainIsNoFailure() throws IOException {
        cut.look(Map.of(ZERO, Envelope.NONE, ONE, 10L), true);
        clock.pass(Duration.ofMinutes(9));

        assertThat(cut.look(Map.of(ZERO, Envelope.NONE, ONE, 20L), true)).isEmpty();
        assertThat(cut.look(Map.of(ZERO, Envelope.NONE, ONE, 20L), false)).isEmpty();
        clock.pass(Duration.ofMinutes(3));
        assertThatIOException()
                .isThrownBy(() -> cut.look(Map.of(ZERO, Envelope.NONE, ONE, 20L), false))
                .withMessageContaining("t/0");
    }
}
