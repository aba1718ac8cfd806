package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of a stopped table are dropped; those in a partition where it had none before are found when it is released. */
class StoppedTablesMissNoRowsElsewhereTest extends TwoTablesOfATopic {
    @Test
    void aTableThatStoppedSinceItsRowsAreInTwoPartitionsStopsAgainIfNothingChanged() {
        landOneRow();
        mirror.send(0, insert(40, "a", 2)).watermark(50);
        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("[t/0, t/1]");

        release();

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("[t/0, t/1]");
    }

    @Test
    void aTableWhoseRowsGoToAnotherPartitionWhileItIsStoppedStopsAgain() {
        landOneRow();
        stop();
        mirror.send(0, insert(40, "a", 2)).watermark(50);
        mirror.land();

        release();

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("[t/0, t/1]");
    }

    @Test
    void soItDoesInTheNextProcess() {
        landOneRow();
        stop();
        mirror.send(0, insert(40, "a", 2), insert(41, "b", 5)).watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("5@41")));
        mirror.watermark(60);
        mirror.land();
        mirror.look();
        mirror.coverage.release(A);

        mirror = mirror.restarted();

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("[t/0, t/1]");
    }

    @Test
    void whereRowsStayInTheirPartitionItsOffsetsGoOn() {
        landOneRow();
        stop();
        mirror.send(1, insert(40, "a", 2)).watermark(50);
        mirror.land();
        mirror.watermark(60);
        mirror.land();
        mirror.look();
        assertThat(mirror.backlog.settled().get(ONE)).isGreaterThan(2);

        release();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40")));
    }

    private void landOneRow() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(30);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    private void stop() {
        mirror.heads.quarantine(A, "a test");
        mirror.feed.stopped(A);
        mirror.land();
    }

    private void release() {
        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));
    }
}
