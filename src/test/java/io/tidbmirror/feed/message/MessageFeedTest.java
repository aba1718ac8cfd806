package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.row;
import static io.tidbmirror.feed.message.Messages.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageFeedTest {
    private static final TableId A = new TableId("shop", "a");
    private static final TableId B = new TableId("shop", "b");
    private static final Partition ZERO = FedByHand.PARTITIONS.get(0);
    private static final Partition ONE = FedByHand.PARTITIONS.get(1);

    private FedByHand mirror = new FedByHand();

    @Test
    void rowsLandBelowTheSmallestWatermarkOnly() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1), insert(30, "a", 2));
        mirror.send(0, Messages.watermark(25)).send(1, Messages.watermark(40));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @Test
    void theWatermarksOfPartitionsThatOtherInstancesReadBoundTheCut() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1), insert(30, "a", 2)).watermark(40);
        mirror.backlog.revoked(ONE);

        assertThat(mirror.land()).isEmpty();

        mirror.backlog.watched(ONE, Messages.watermark(25));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
        mirror.backlog.watched(ONE, Messages.watermark(50));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@30")));
    }

    @Test
    void anInstanceLandsTheTablesOfItsPartitionsOnly() {
        mirror.send(0, create(10, "a"), create(11, "b"), insert(20, "a", 1))
                .send(1, insert(21, "b", 7))
                .watermark(40);
        mirror.backlog.revoked(ZERO);

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("7@21")));
        assertThat(mirror.coverage.heads()).extracting(Remembered::table).containsExactly(B);
    }

    @Test
    void aTableWithoutRowsIsMadeByTheInstanceThatReadsTheStatements() {
        mirror.send(0, create(10, "a"), create(11, "b")).watermark(20);
        mirror.backlog.revoked(ONE);
        mirror.backlog.watched(ONE, Messages.watermark(90));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of(), B, List.of()));
        assertThat(mirror.coverage.covered(A))
                .as("rows may be in another partition")
                .isEqualTo(11);

        mirror.send(0, Messages.watermark(80), insert(70, "b", 7), Messages.watermark(90));
        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("7@70")));
        assertThat(mirror.coverage.covered(A)).isEqualTo(11);
    }

    @Test
    void aStatementInPartitionZeroReachesTheInstanceThatReadsAnotherPartition() {
        mirror.send(0, create(10, "a"), Messages.watermark(15)).send(1, insert(20, "a", 1), insert(40, "a", 2));
        mirror.send(1, Messages.watermark(50));
        mirror.backlog.revoked(ZERO);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of()));

        mirror.send(0, statement(30, "a", "TRUNCATE", "TRUNCATE TABLE `a`"), Messages.watermark(50));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@30", "2@40")));
    }

    @Test
    void replaysAndRowsOutOfOrderAreLandedOnceAndInOrder() {
        mirror.send(0, create(10, "a"));
        mirror.send(
                1, insert(20, "a", 1), insert(30, "a", 3), insert(25, "a", 2), insert(30, "a", 3), insert(20, "a", 1));
        mirror.watermark(40);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@25", "3@30")));
        mirror.send(1, insert(30, "a", 3), insert(45, "a", 4)).watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("4@45")));
    }

    @Test
    void aTruncateInPartitionZeroEmptiesItsTableBeforeLaterRowsOfAnotherPartition() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(40, "a", 2), insert(41, "b", 7));
        mirror.send(1, Messages.watermark(50)); // partition 1 is ahead: its rows alone must not land

        assertThat(mirror.land()).isEmpty();

        mirror.send(0, statement(30, "a", "TRUNCATE", "TRUNCATE TABLE `a`"), Messages.watermark(50));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@30", "2@40"), B, List.of("7@41")));
    }

    @Test
    void theNextProcessGoesOnBehindATruncateOfWhichNoStatementIsLeft() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(25);
        mirror.land();
        mirror.send(0, statement(30, "a", "TRUNCATE", "TRUNCATE TABLE `a`"), addsColumn(35, "w"))
                .send(1, insert(32, "a", 2))
                .watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@30", "2@32")));
        mirror.watermark(60);
        mirror.land();
        mirror.look();
        mirror.expire(0, 4);

        mirror = mirror.restarted();
        mirror.send(1, insert(70, "a", 3)).watermark(80);

        var window = mirror.look().get(0);
        assertThat(window.base().version()).isEqualTo(30);
        assertThat(window.schema().columns()).extracting("name").containsExactly("id", "v", "w");
        assertThat(mirror.land()).isEqualTo(Map.of());
        assertThat(FedByHand.rows(window)).containsExactly("3@70");
    }

    @Test
    void aDroppedTableGoesWithItsFolderAndBeginsAgainWhenItIsMadeAgain() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(25);
        mirror.land();
        mirror.send(0, statement(30, "a", "ERASE", "DROP TABLE `a`")).watermark(40);

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.isDropped(A)).isTrue();

        mirror.look();
        mirror = mirror.restarted();
        mirror.send(0, create(50, "a")).send(1, insert(55, "a", 2)).watermark(60);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@50", "2@55")));
        assertThat(mirror.coverage.isDropped(A)).isFalse();
    }

    @Test
    void aStatementThatNeedsTheRowsBeforeItStopsItsTableUntilItBeginsAgain() {
        mirror.send(
                0,
                create(10, "a"),
                statement(30, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `w` INT NOT NULL DEFAULT 7"));
        mirror.send(1, insert(20, "a", 1), insert(40, "a", 2)).watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
        assertThat(mirror.coverage.reason(A)).contains("ADD COLUMN").contains("30");

        mirror.send(0, statement(60, "a", "TRUNCATE", "TRUNCATE TABLE `a`"))
                .send(1, insert(70, "a", 3))
                .watermark(80);
        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("again@60", "3@70")));
    }

    @Test
    void rowsThatAreReadAgainDoNotTellTheColumnsOfATableThatHeadKnows() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(25);
        mirror.land();
        mirror.send(0, addsColumn(35, "w")).send(1, insert(40, "a", 2)).watermark(50);
        mirror.land();
        mirror.expire(0, 3);

        mirror = mirror.restarted(Map.of(ZERO, 3L, ONE, 0L));
        mirror.send(1, insert(70, "a", 3)).watermark(80);

        var window = mirror.look().get(0);
        assertThat(window.schema().columns()).extracting("name").containsExactly("id", "v", "w");
        assertThat(FedByHand.rows(window)).containsExactly("3@70");
    }

    private static byte[] addsColumn(long ts, String name) {
        return statement(ts, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `" + name + "` INT");
    }

    @Test
    void anAddedColumnIsThereFromItsCommitOn() {
        mirror.send(0, create(10, "a"), statement(30, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `w` DECIMAL(10,2)"));
        mirror.send(1, insert(20, "a", 1), insert(40, "a", 2)).watermark(50);

        var first = mirror.look().get(0);
        assertThat(first.schema().columns()).hasSize(2);
        assertThat(FedByHand.rows(first)).containsExactly("1@20");
        mirror.coverage.landed(first);
        mirror.follower.landed(A, Map.of());
        var second = mirror.look().get(0);
        assertThat(second.schema().columns()).hasSize(3);
        assertThat(FedByHand.rows(second)).containsExactly("2@40");
    }

    @Test
    void theNextProcessGoesOnWhereHeadSaysWithTheColumnsThatHeadRemembers() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(30);
        mirror.land();
        mirror.send(1, insert(60, "a", 2)).watermark(50);
        mirror.land();
        mirror.look();
        assertThat(mirror.backlog.settled()).containsEntry(ONE, 2L);

        mirror.expire(0, 1); // the CREATE statement is gone
        mirror = mirror.restarted();
        mirror.watermark(70);
        var window = mirror.look().get(0);
        assertThat(window.schema().columns()).extracting("name").containsExactly("id", "v");
        assertThat(FedByHand.rows(window)).containsExactly("2@60");
    }

    @Test
    void aCommittedOffsetAboveWhatHeadNeedsIsWoundBack() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(30);
        mirror.land();
        mirror.send(1, insert(40, "a", 2), insert(41, "a", 3)).watermark(50);

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 3L));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40", "3@41")));
    }

    @Test
    void theNextProcessKnowsTheLastWatermarkWithoutAnyNews() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(30);
        mirror.land();
        mirror.look();

        mirror = mirror.restarted();

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.follower.checkpoint()).hasValue(30);
    }

    @Test
    void whatTheGroupHasReadForAnotherLandingZoneIsReadAgain() {
        mirror.send(0, create(10, "a"))
                .send(1, insert(20, "a", 1), insert(21, "a", 2))
                .watermark(30);
        mirror.land();
        mirror.watermark(40);
        mirror.land();
        mirror.look();
        assertThat(mirror.backlog.settled().get(ONE)).isPositive();

        mirror = mirror.elsewhere();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@21")));
    }

    @Test
    void aTableWhoseMessagesHaveExpiredIsQuarantinedAndOthersGoOn() {
        mirror.send(0, create(10, "a"), insert(21, "b", 5))
                .send(1, insert(20, "a", 1))
                .watermark(30);
        mirror.land();
        mirror.send(1, insert(40, "a", 2), insert(41, "a", 3))
                .send(0, insert(42, "b", 6))
                .watermark(50);
        mirror.expire(1, 3);

        mirror = mirror.restarted();

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("6@42")));
        assertThat(mirror.coverage.reason(A)).contains("retention").contains("from offset 2");
    }

    @Test
    void aTableThatBeginsWithRowsTakesItsColumnsFromThem() {
        mirror.send(1, insert(20, "a", 1)).watermark(30);

        var window = mirror.look().get(0);
        assertThat(window.schema().columns()).extracting("name").containsExactly("id", "v");
        assertThat(window.schema().keyNames()).containsExactly("id");
        assertThat(FedByHand.rows(window)).containsExactly("1@20");
    }

    @Test
    void aRowWithItsKeyAloneStopsItsTableBehindTheRowsBeforeIt() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1)).watermark(30);
        mirror.send(1, row(40, "a", "INSERT", 2, ",'onlyHandleKey':true"), insert(41, "b", 7))
                .watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20"), B, List.of("7@41")));
        assertThat(mirror.coverage.reason(A)).contains("t/1@2").contains("large-message-handle-option");
    }

    @Test
    void rowsOfOneTableInTwoPartitionsStopIt() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1))
                .send(1, insert(21, "a", 2))
                .watermark(30);

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("dispatcher");
    }

    @Test
    void whatIsNoMessageStopsTheTablesOfItsPartitionAndHoldsNoOtherUp() {
        mirror.send(0, create(10, "a"), create(11, "b"), insert(20, "b", 7));
        mirror.send(1, insert(20, "a", 1)).watermark(30);
        mirror.send(1, "{\"no\":1}".getBytes(StandardCharsets.UTF_8), insert(40, "a", 2));
        mirror.send(0, insert(41, "b", 8)).watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20"), B, List.of("7@20", "8@41")));
        assertThat(mirror.coverage.reason(A)).contains("t/1@2").contains("cannot be read");
    }

    @Test
    void whatIsNoMessageInPartitionZeroStopsTheProcess() {
        mirror.send(0, create(10, "a"), "?".getBytes(StandardCharsets.UTF_8)).watermark(30);

        assertThatThrownBy(() -> {
                    mirror.look();
                    mirror.look();
                })
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("t/0@1");
    }

    @Test
    void aQuarantinedTableHoldsNoOffsetAndIsReadAgainWhenReleased() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(21, "b", 7)).watermark(30);
        mirror.land();
        mirror.coverage.quarantine(A, "a test");
        mirror.send(1, insert(40, "a", 2), insert(41, "b", 8)).watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@41")));
        mirror.look();
        assertThat(mirror.backlog.settled()).as("the last watermark").containsEntry(ONE, 5L);

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40")));
    }

    @Test
    void aTableThatCannotBeTakenHoldsTheOffsetsOfItsRows() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(21, "b", 7)).watermark(30);
        mirror.land();
        mirror.send(1, insert(40, "a", 2), insert(41, "b", 8)).watermark(50);
        mirror = mirror.restarted();
        mirror.coverage.fail(A);

        mirror.land();
        mirror.look();

        assertThat(mirror.backlog.settled().get(ONE)).isLessThanOrEqualTo(3L);
    }

    @Test
    void aMessageThatIsLostOnItsWayIsReadAgain() throws Exception {
        mirror.send(0, create(10, "a"))
                .send(1, insert(20, "a", 1), insert(21, "a", 2))
                .watermark(30);
        long tenure = mirror.backlog.tenure(ONE);
        mirror.backlog.append(new Fetched(ONE, 1, 0, tenure, insert(21, "a", 2)));

        assertThat(mirror.backlog.seeks()).containsEntry(ONE, 0L);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@21")));
    }

    @Test
    void aMessageOfAnEarlierTenureIsDropped() throws Exception {
        mirror.send(0, create(10, "a"))
                .send(1, insert(20, "a", 1), insert(21, "a", 2))
                .watermark(30);
        long before = mirror.backlog.tenure(ONE);
        mirror.assign(ONE, 0);
        mirror.backlog.append(new Fetched(ONE, 1, -1, before, insert(21, "a", 2)));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@21")));
    }
}
