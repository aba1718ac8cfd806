package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process goes on where HEAD says, whatever the group has committed and the topic has forgotten. */
class NextProcessOfATopicTest extends TwoTablesOfATopic {
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
        assertThat(WindowRows.of(window)).containsExactly("3@70");
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
        assertThat(WindowRows.of(window)).containsExactly("3@70");
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
        assertThat(WindowRows.of(window)).containsExactly("2@60");
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTableThatIsReleasedBetweenTwoProcessesHasTheRowsThatTheFirstOneDropped(boolean made) {
        stopWithoutRows(made);
        mirror.coverage.release(A);

        mirror = mirror.restarted();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTableThatIsReleasedInTheNextProcessHasTheRowsThatTheFirstOneDropped(boolean made) {
        stopWithoutRows(made);

        mirror = mirror.restarted();
        mirror.land();
        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    /**
     * The row of a table comes and goes while it is stopped, and nothing has to be read again for the other one.
     *
     * @param made whether the table has a landing folder, so that HEAD knows its statements
     */
    private void stopWithoutRows(boolean made) {
        mirror.send(0, create(10, "a"), insert(11, "b", 5)).watermark(15);
        if (made) {
            mirror.land();
        }
        mirror.heads.quarantine(A, "a test");
        mirror.feed.stopped(A);
        mirror.land();
        mirror.send(1, insert(20, "a", 1)).watermark(30);
        mirror.land();
        mirror.watermark(40);
        mirror.land();
        mirror.look();
        assertThat(mirror.backlog.settled().get(ONE))
                .as("an offset behind the row")
                .isGreaterThan(1);
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

    /** In landed files its column still has values, which those of a new column of the name would be taken for. */
    @Test
    void theNextProcessRemembersThatAColumnWasDropped() {
        mirror.send(0, create(10, "a"), addsColumn(15, "w"), alter(25, "DROP COLUMN `w`"))
                .send(1, insert(20, "a", 1))
                .watermark(30);
        mirror.land();

        for (long ts = 40; ts <= 50; ts += 10) { // two processes: what is remembered is remembered again
            mirror = mirror.restarted();
            mirror.send(1, insert(ts, "a", 2)).watermark(ts + 1);
            assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@" + ts)));
        }
        mirror = mirror.restarted();
        mirror.send(0, addsColumn(60, "w")).send(1, insert(65, "a", 3)).watermark(70);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of())); // up to the statement
        assertThat(mirror.coverage.reason(A)).contains("ADD COLUMN `w`").contains("version 60");
    }

    @Test
    void theNextProcessForgetsADroppedColumnWhereTheFolderBeginsAgain() {
        mirror.send(0, create(10, "a"), addsColumn(15, "w"), alter(25, "DROP COLUMN `w`"))
                .watermark(30);
        mirror.land();
        mirror = mirror.restarted();
        mirror.send(0, statement(40, "a", "TRUNCATE", "TRUNCATE TABLE `a`")).watermark(50);
        mirror.land();
        mirror = mirror.restarted();
        mirror.send(0, addsColumn(60, "w")).send(1, insert(65, "a", 3)).watermark(70);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@65")));
    }

    /** Without the index two rows may have one key. */
    @Test
    void theNextProcessRemembersWhichUniqueKeyIdentifiesRows() {
        mirror.send(
                        0,
                        statement(
                                10,
                                "a",
                                "CREATE",
                                "CREATE TABLE `a` (`id` INT NOT NULL,`v` VARCHAR(20),UNIQUE `uk`(`id`))"))
                .send(1, insert(20, "a", 1))
                .watermark(30);
        mirror.land();

        mirror = mirror.restarted();
        mirror.send(0, alter(35, "ADD INDEX `i` (`v`)"))
                .send(1, insert(40, "a", 2))
                .watermark(50);
        mirror.land();
        mirror = mirror.restarted();
        mirror.send(0, statement(60, "a", "DINDEX", "DROP INDEX `uk` ON `a`"))
                .send(1, insert(65, "a", 2))
                .watermark(70);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of())); // up to the statement
        assertThat(mirror.coverage.reason(A)).contains("DROP INDEX").contains("key-columns");
    }

    private static byte[] alter(long ts, String change) {
        return statement(ts, "a", "ALTER", "ALTER TABLE `a` " + change);
    }

    private static byte[] addsColumn(long ts, String name) {
        return statement(ts, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `" + name + "` INT");
    }
}
