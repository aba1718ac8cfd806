package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.statement;
import static io.tidbmirror.feed.message.Messages.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Partitions to which TiCDC sends no watermark hold the others back for a minute, not for ever. */
class SilentPartitionsTest extends TwoTablesOfATopic {
    private static final Partition MAIN = new Partition("main", 0);
    private static final Partition OF_A = new Partition("shop_a", 0);
    private static final Partition OF_B = new Partition("shop_b", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void partitionsBeyondThoseThatTheChangefeedUsesHoldNothingBackForEver() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1), watermark(30));

        assertThat(mirror.land()).isEmpty();
        patience();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @Test
    void soDoNoneThatAnotherInstanceReads() {
        mirror.backlog.revoked(ONE);
        mirror.send(0, create(10, "a"), insert(20, "a", 1), watermark(30));

        assertThat(mirror.land()).isEmpty();
        patience();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @Test
    void aRunThatEndsWaitsUntilUnusedPartitionsArePassed() {
        mirror = new FedByHand(new Reading(Dispatcher.TABLE, false, true));
        mirror.send(0, create(10, "a"), insert(20, "a", 1), watermark(30)).tellEnds();

        assertThat(mirror.isReady()).isFalse();
        patience();
        assertThat(mirror.isReady()).isTrue();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @Test
    void aPartitionThatIsUsedAfterAllHoldsTheCutAgain() {
        mirror.send(0, create(10, "a"), create(11, "b"), insert(20, "a", 1), watermark(30));
        patience();
        mirror.land();
        mirror.send(0, insert(40, "a", 2), watermark(50)).send(1, insert(45, "b", 7));
        patience();

        assertThat(mirror.land()).isEmpty();

        mirror.send(1, watermark(48));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40"), B, List.of("7@45")));
    }

    @Test
    void anUnusedPartitionIsNotPassedBeforeItsEndIsLookedAtAgain() {
        mirror.send(0, create(10, "a"), create(11, "b"), insert(20, "a", 1), watermark(30));
        mirror.tellEnds();
        mirror.look();
        mirror.later(PATIENCE);
        mirror.look();
        mirror.tellEnds(); // may have begun before
        assertThat(mirror.land()).isEmpty();

        mirror.send(1, insert(21, "b", 7)).tellEnds();
        assertThat(mirror.land()).as("it is used").isEmpty();
        mirror.send(1, watermark(30));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20"), B, List.of("7@21")));
    }

    @Test
    void theTopicOfADroppedTableHoldsNothingBackForEver() {
        mirror = FedByHand.of(MAIN, OF_A, OF_B);
        landARowOfEach();
        mirror.send(1, statement(40, "a", "ERASE", "DROP TABLE `shop`.`a`"));
        mirror.send(2, insert(45, "b", 8), watermark(50)).send(0, watermark(50));

        assertThat(mirror.land()).isEmpty();
        patience();

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@45")));
        assertThat(mirror.coverage.isDropped(A)).isTrue();
    }

    @Test
    void aTopicWithATableThatGoesOnHoldsTheCutForAsLongAsItSendsNothing() {
        mirror = FedByHand.of(MAIN, OF_A, OF_B);
        landARowOfEach();
        mirror.send(2, insert(45, "b", 8), watermark(50)).send(0, watermark(50));
        patience();

        assertThat(mirror.land()).isEmpty();
    }

    @Test
    void aTopicWithoutTablesMayBeDeleted() {
        mirror = FedByHand.of(MAIN, OF_A, OF_B);
        landARowOfEach();
        mirror.send(1, statement(40, "a", "ERASE", "DROP TABLE `shop`.`a`"));
        mirror.send(2, watermark(50)).send(0, watermark(50));
        patience();
        mirror.land();
        mirror.delete(1);
        mirror.send(2, insert(55, "b", 8), watermark(60)).send(0, watermark(60));

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@55")));
    }

    @Test
    void aTopicWithoutTablesMayGoByRetentionAndComeBack() {
        mirror = FedByHand.of(MAIN, OF_A, OF_B).named("shop_a", "one");
        landARowOfEach();
        mirror.send(1, statement(40, "a", "ERASE", "DROP TABLE `shop`.`a`"));
        mirror.send(2, insert(45, "b", 8), watermark(50)).send(0, watermark(50));
        patience();
        mirror.land();
        mirror.look();

        mirror.expire(1, 4);
        mirror = mirror.restarted().named("shop_a", "two");
        mirror.send(1, create(60, "a"), insert(65, "a", 2)).send(2, insert(66, "b", 9));
        mirror.watermark(70);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@60", "2@65"), B, List.of("9@66")));
        assertThat(mirror.coverage.reason(B)).isNull();
    }

    /** A watermark gets old enough, and the brokers tell the ends twice after that. */
    private void patience() {
        mirror.tellEnds();
        mirror.look();
        mirror.later(PATIENCE);
        mirror.look();
        mirror.tellEnds();
        mirror.tellEnds();
    }

    /** Each in a topic of its own. */
    private void landARowOfEach() {
        mirror.send(1, create(10, "a"), insert(20, "a", 1)).send(2, create(11, "b"), insert(21, "b", 7));
        mirror.watermark(30);
        mirror.land();
    }
}
