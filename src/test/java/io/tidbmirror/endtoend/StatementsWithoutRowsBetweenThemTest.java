package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files before and behind several statements differ by more than one statement does. */
class StatementsWithoutRowsBetweenThemTest extends LogAndExport {
    private static final String ADDED = "{\"ColumnName\": \"b\", \"ColumnType\": \"INT\"";
    private static final String REQUIRED = ADDED + ", \"ColumnNullable\": \"false\"}";

    /** Only a table without rows gets there: a row would have no value that the column takes. */
    @ParameterizedTest
    @CsvSource({"true, 3", "false, 2"})
    void aColumnThatIsAddedAndThenRequiredLandsInATableThatHasNoRowLeft(boolean emptied, long files)
            throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        if (emptied) {
            rows("t", 100, "I 110 1,\"x\"", "D 120 1,\"x\"");
        }
        checkpoint(150);
        mirror().advance();
        schema("t", 200, 5, "ALTER TABLE `t` ADD COLUMN `b` INT", TEXT_COLUMN, ADDED + "}");
        schema("t", 210, 12, "ALTER TABLE `t` MODIFY COLUMN `b` INT NOT NULL", TEXT_COLUMN, REQUIRED);
        rows("t", 210, "I 220 2,\"y\",5");
        checkpoint(300);
        mirror().advance();

        assertThat(head().status()).as(head().standing().reason()).isEqualTo(Head.Status.ACTIVE);
        assertThat(folded()).isEqualTo(Map.of("2", "{a=y, b=5}"));
        assertThat(head().seq()).as("nothing is built again").isEqualTo(files);
    }

    @Test
    void aColumnThatIsAddedAndAnotherOneThatIsDroppedAreNoRename() throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"");
        checkpoint(150);
        mirror().advance();
        schema("t", 200, 5, "ALTER TABLE `t` ADD COLUMN `b` INT", TEXT_COLUMN, ADDED + "}");
        schema("t", 210, 6, "ALTER TABLE `t` DROP COLUMN `a`", ADDED + "}");
        rows("t", 210, "I 220 2,5");
        checkpoint(300);
        mirror().advance();

        assertThat(head().status()).as(head().standing().reason()).isEqualTo(Head.Status.ACTIVE);
        assertThat(folded()).containsEntry("2", "{b=5}").hasSize(2);
    }
}
