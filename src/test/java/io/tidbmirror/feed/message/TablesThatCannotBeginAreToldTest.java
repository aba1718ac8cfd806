package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.statement;
import static io.tidbmirror.feed.message.Messages.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.feed.TableEnd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A name that a statement gives to a table which cannot be landed is told at once: nobody waits for a row of it. */
class TablesThatCannotBeginAreToldTest extends TwoTablesOfATopic {
    private static final byte[] A_TO_B = statement(30, "b", "RENAME", "RENAME TABLE `shop`.`a` TO `shop`.`b`");

    private void landARow() {
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(25);
        mirror.land();
    }

    @Test
    void theNewNameOfALandedTableStopsWhenTheOldOneGoes() {
        landARow();
        mirror.send(0, A_TO_B).watermark(40);

        assertThat(mirror.land()).isEmpty();

        assertThat(mirror.coverage.isDropped(A)).isTrue();
        assertThat(mirror.coverage.reason(B)).startsWith("table shop.b stops at \"RENAME TABLE");
    }

    @Test
    void theInstanceThatReadsTheStatementsTellsIt() {
        landARow();
        mirror.backlog.revoked(ONE);
        mirror.backlog.watched(ONE, watermark(40));
        mirror.send(0, A_TO_B, watermark(40));

        assertThat(mirror.land()).isEmpty();

        assertThat(mirror.coverage.reason(B)).contains("RENAME TABLE");
    }

    @Test
    void aProcessThatFindsTheOldNameGoneTellsItToo() {
        landARow();
        mirror.send(0, A_TO_B).watermark(40);
        mirror.coverage.drop(A, new TableEnd(30, "a test"));
        mirror.send(0, create(50, "c")).watermark(60);

        mirror = mirror.restarted();
        mirror.land();

        assertThat(mirror.coverage.reason(B)).contains("RENAME TABLE");
    }

    @Test
    void aRenameThatIsMadeUpForIsNotTold() {
        landARow();
        mirror.send(0, A_TO_B, statement(35, "b", "TRUNCATE", "TRUNCATE TABLE `shop`.`b`"))
                .watermark(40);

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("again@35")));
        assertThat(mirror.coverage.reason(B)).isNull();

        mirror.send(0, statement(45, "b", "RENAME", "RENAME TABLE `shop`.`b` TO `shop`.`c`"));
        mirror.send(0, statement(46, "c", "ERASE", "DROP TABLE `shop`.`c`")).watermark(50);
        mirror.land();
        assertThat(mirror.coverage.heads()).extracting(Remembered::table).containsExactly(A, B);
    }

    @Test
    void aTableWithoutAKeyStopsWhenItIsMade() {
        mirror.send(0, statement(10, "a", "CREATE", "CREATE TABLE `a` (`id` INT)"))
                .watermark(20);

        assertThat(mirror.land()).isEmpty();

        assertThat(mirror.coverage.reason(A)).contains("key-columns");
    }

    @Test
    void aStatementOnATableOfWhichNothingElseIsKnownIsNotTold() {
        mirror.send(0, statement(10, "a", "ALTER", "ALTER TABLE `a` ADD COLUMN `w` INT"))
                .watermark(20);

        assertThat(mirror.land()).isEmpty();

        assertThat(mirror.coverage.heads()).isEmpty();
    }
}
