package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.row;
import static io.tidbmirror.feed.message.Messages.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables whose rows are in several partitions: dispatcher {@code index-value}. */
class SpreadTablesTest {
    private static final TableId A = new TableId("shop", "a");
    private static final Partition ZERO = FedByHand.PARTITIONS.get(0);
    private static final Partition ONE = FedByHand.PARTITIONS.get(1);

    private FedByHand mirror = new FedByHand(new Reading(Dispatcher.INDEX_VALUE, false, false));

    @Test
    void rowsOfAllPartitionsLandInCommitOrderBelowTheSmallestWatermark() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1), insert(40, "a", 3), Messages.watermark(60));
        mirror.send(1, insert(30, "a", 2), Messages.watermark(35), insert(50, "a", 4));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@30")));

        mirror.send(1, Messages.watermark(60));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@40", "4@50")));
    }

    @Test
    void aKeyThatMovesToAnotherPartitionLandsInTheOrderOfItsCommits() {
        mirror.send(0, create(10, "a"));
        mirror.send(1, row(20, "a", "INSERT", 1, ""), row(40, "a", "DELETE", 1, ""));
        mirror.send(0, row(30, "a", "UPDATE", 1, ""), row(50, "a", "INSERT", 1, ""))
                .watermark(60);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "1@30", "1@40", "1@50")));
    }

    @Test
    void theNextProcessGoesOnInEachPartition() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1))
                .send(1, insert(30, "a", 2))
                .watermark(40);
        mirror.land();
        mirror.send(0, insert(60, "a", 4)).send(1, insert(50, "a", 3)).watermark(70);
        mirror.look();

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 4L));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@50", "4@60")));
    }

    @Test
    void anInstanceWithoutAllPartitionsLandsNothing() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1))
                .send(1, insert(30, "a", 2))
                .watermark(40);
        mirror.backlog.revoked(ONE);
        mirror.backlog.watched(ONE, Messages.watermark(40));

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.heads()).isEmpty();

        mirror.assign(ONE, 0);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@30")));
    }

    @Test
    void aTruncateEmptiesTheTableInAllPartitions() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1))
                .send(1, insert(25, "a", 2))
                .watermark(28);
        mirror.land();
        mirror.send(0, statement(30, "a", "TRUNCATE", "TRUNCATE TABLE `a`"), insert(41, "a", 4));
        mirror.send(1, insert(29, "a", 3), insert(40, "a", 3)).watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@30", "3@40", "4@41")));
    }

    @Test
    void aTableThatStoppedSinceTheDispatcherWasNotToldHasAllRowsOfAllPartitionsOnceItIs() {
        mirror = new FedByHand();
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(25);
        mirror.land();
        mirror.send(0, insert(30, "a", 2)).watermark(35);
        mirror.land();
        assertThat(mirror.coverage.reason(A)).contains("kafka.dispatcher");
        mirror.send(0, insert(40, "a", 3));
        mirror.send(1, insert(20, "a", 1), insert(50, "a", 4)).watermark(60); // one that is landed is sent again
        mirror.land();

        mirror.coverage.release(A);
        mirror = mirror.restarted(new Reading(Dispatcher.INDEX_VALUE, false, false));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@30", "3@40", "4@50")));
    }

    @Test
    void rowsThatAnotherInstanceReadWhileTheTableWasLandedElsewhereAreToldAsMissing() {
        landWhileAnotherInstanceReadsZero();

        mirror.coverage.release(A);
        mirror = mirror.restarted(new Reading(Dispatcher.INDEX_VALUE, false, false));

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("older ones are in t/0", "table remove");
    }

    @Test
    void soAreThoseThatTheGroupHasReadBefore() {
        landWhileAnotherInstanceReadsZero();
        mirror.assign(ZERO, 2); // which is where the other one has got to
        mirror.look();
        mirror.look();
        assertThat(mirror.backlog.settled()).containsEntry(ZERO, 2L);

        mirror.coverage.release(A);
        mirror = mirror.restarted(new Reading(Dispatcher.INDEX_VALUE, false, false));

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("older ones are in t/0");
    }

    @Test
    void nothingLandsBeforeAPartitionIsReadThatTheTopicHasSince() {
        readOnePartitionOfTwo();
        assertThat(mirror.land()).isEmpty();
        mirror.backlog.watched(ONE, Messages.watermark(50));
        mirror.later(Duration.ofMinutes(2));
        assertThat(mirror.land()).as("it is known, and nobody reads it").isEmpty();

        mirror.assign(ONE, 0);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@30", "3@40")));
    }

    @Test
    void aTableOfOnePartitionThatGoesOnInOneThatTheTopicHasSinceMissesNothingOnceTheDispatcherIsSet() {
        mirror = new FedByHand();
        readOnePartitionOfTwo();
        mirror.backlog.watched(ONE, Messages.watermark(50));
        assertThat(mirror.land()).isEmpty();
        mirror.assign(ONE, 0);
        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("kafka.dispatcher");

        mirror.coverage.release(A);
        mirror = mirror.restarted(new Reading(Dispatcher.INDEX_VALUE, false, false));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@30", "3@40")));
    }

    /** A row is in partition 0, and the table is landed without it. */
    private void landWhileAnotherInstanceReadsZero() {
        mirror = new FedByHand();
        mirror.send(0, create(10, "a"), insert(30, "a", 2)).send(1, insert(20, "a", 1));
        mirror.watermark(35).backlog.revoked(ZERO);
        mirror.backlog.watched(ZERO, Messages.watermark(35));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
        mirror.coverage.quarantine(A, "as the other instance does");
    }

    private void readOnePartitionOfTwo() {
        mirror.partitions(1).backlog.partitions(List.of(ZERO));
        mirror.backlog.revoked(ONE);
        mirror.send(0, create(10, "a"), insert(20, "a", 1), Messages.watermark(25));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
        mirror.partitions(2)
                .send(0, insert(40, "a", 3), Messages.watermark(50))
                .send(1, insert(30, "a", 2), Messages.watermark(50));
    }
}
