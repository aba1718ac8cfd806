package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.feed.FeedWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageFeedTest extends TwoTablesOfATopic {
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
    void aTableWithoutRowsIsMadeThoughItsStatementWasReadBeforeTheWatermarkBehindIt() {
        mirror.backlog.revoked(ONE);
        mirror.backlog.watched(ONE, Messages.watermark(90));
        mirror.send(0, Messages.watermark(5), create(10, "a"));
        assertThat(mirror.land()).isEmpty();

        mirror.send(0, Messages.watermark(20));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of()));
    }

    @Test
    void aTableWithoutRowsIsMadeThoughStorageFailedAtFirst() {
        mirror.backlog.revoked(ONE);
        mirror.backlog.watched(ONE, Messages.watermark(90));
        mirror.coverage.fail(A);
        mirror.send(0, create(10, "a"), Messages.watermark(20));
        assertThat(mirror.land()).isEmpty();

        mirror.coverage.answer(A);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of()));
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
    void anAddedColumnIsThereFromItsCommitOn() {
        mirror.send(0, create(10, "a"), statement(30, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `w` DECIMAL(10,2)"));
        mirror.send(1, insert(20, "a", 1), insert(40, "a", 2)).watermark(50);

        var first = mirror.look().get(0);
        assertThat(first.schema().columns()).hasSize(2);
        assertThat(WindowRows.of(first)).containsExactly("1@20");
        mirror.landed(first);
        mirror.follower.landed(A, Map.of());
        var second = mirror.look().get(0);
        assertThat(second.schema().columns()).hasSize(3);
        assertThat(WindowRows.of(second)).containsExactly("2@40");
    }

    @Test
    void aTableThatBeginsWithRowsTakesItsColumnsFromThem() {
        mirror.send(1, insert(20, "a", 1)).watermark(30);

        var window = mirror.look().get(0);
        assertThat(window.schema().columns()).extracting("name").containsExactly("id", "v");
        assertThat(window.schema().keyNames()).containsExactly("id");
        assertThat(WindowRows.of(window)).containsExactly("1@20");
    }

    @Test
    void aRunOfMessagesMayGoOnBehindAnyWindow() {
        mirror.send(0, create(10, "a"), statement(30, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `w` INT"));
        mirror.send(1, insert(20, "a", 1), insert(40, "a", 2)).watermark(50);
        FeedWindow window = mirror.look().get(0);
        FeedWindow planned = new FeedWindow(
                A, window.schema(), window.from(), window.to(), true, window.spans(), Map.of(), window.base());

        assertThat(window.closed()).isFalse();
        assertThat(mirror.feed.prepare(planned).closed()).isFalse();
        mirror.backlog.revoked(ONE);
        mirror.look();
        assertThat(mirror.feed.prepare(planned).closed())
                .as("of a table of others")
                .isFalse();
    }

    @Test
    void aTableThatIsReleasedHasTheRowsThatWereDroppedInBetween() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(25);
        mirror.land();
        mirror.assign(ONE, 0); // so that the process knows that the table has a HEAD
        mirror.land();
        mirror.heads.quarantine(A, "a test");
        mirror.feed.stopped(A);
        mirror.send(1, insert(30, "a", 2)).watermark(40);
        assertThat(mirror.land()).isEmpty();

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@30")));
    }

    @Test
    void aTableThatIsReleasedGoesOnThoughOtherInstancesReadPartitionsToo() {
        mirror.backlog.revoked(ZERO);
        mirror.backlog.watched(ZERO, Messages.watermark(90));
        mirror.send(0, create(10, "a"), Messages.watermark(90)).send(1, insert(20, "a", 1), Messages.watermark(25));
        mirror.land();
        mirror.heads.quarantine(A, "a test");
        mirror.feed.stopped(A);
        mirror.send(1, insert(30, "a", 2), Messages.watermark(40));
        assertThat(mirror.land()).isEmpty();

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@30")));
    }
}
