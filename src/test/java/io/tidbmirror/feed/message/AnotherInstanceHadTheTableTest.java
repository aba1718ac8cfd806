package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A partition went to another instance and came back: what this one knew of its tables before does not count. */
class AnotherInstanceHadTheTableTest extends TwoTablesOfATopic {
    @Test
    void aTableThatTheOtherOneStoppedIsNotReadAgainAndAgain() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(30);
        mirror.land();
        loseRows();
        mirror.coverage.quarantine(A, "found by the other instance");

        mirror.assign(ONE, 2);
        mirror.look();
        long tenure = mirror.backlog.tenure(ONE);
        mirror.look();

        assertThat(mirror.backlog.tenure(ONE)).isEqualTo(tenure);
        assertThat(mirror.backlog.seeks()).isEmpty();
        mirror.send(0, insert(41, "b", 5)).send(1, insert(40, "a", 2)).watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("5@41")));
    }

    @Test
    void aTableThatTheOtherOneLandedFirstGoesOnWhereThatOneWas() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1));
        mirror.look();
        loseRows();
        FedByHand other = mirror.restarted(Map.of());
        mirror.watermark(30);
        assertThat(other.land()).isEqualTo(Map.of(A, List.of("1@20")));

        mirror.assign(ONE, 0);
        mirror.send(1, insert(40, "a", 2)).watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40")));
    }

    @Test
    void aTableThatWasMadeHereAndHasRowsElsewhereGoesOnWhereTheOtherOneWas() {
        loseRows();
        mirror.backlog.watched(ONE, Messages.watermark(30));
        mirror.send(0, create(10, "a"), Messages.watermark(30));
        mirror.land();
        FedByHand other = mirror.restarted(Map.of());
        mirror.send(1, insert(20, "a", 1), Messages.watermark(30));
        assertThat(other.land()).isEqualTo(Map.of(A, List.of("1@20")));

        mirror.assign(ONE, 0);
        mirror.send(1, insert(40, "a", 2)).watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40")));
    }

    @Test
    void soDoesOneWhosePartitionWentAndCameBetweenTwoLooks() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(30);
        mirror.land();
        FedByHand other = mirror.restarted(Map.of());
        mirror.send(1, insert(40, "a", 2)).watermark(50);
        assertThat(other.land()).isEqualTo(Map.of(A, List.of("2@40")));

        mirror.assign(ONE, 0);
        mirror.send(1, insert(60, "a", 3)).watermark(70);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@60")));
    }

    private void loseRows() {
        mirror.backlog.revoked(ONE);
        mirror.look();
    }
}
