package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a changefeed tells first of a {@link QuietTables} table, where it is made, emptied, dropped or renamed. */
class QuietTablesTest extends QuietTables {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void truncatedItHoldsNoRowFromBefore(boolean again) throws IOException {
        loaded(again);

        schema("t", 400, 11, "TRUNCATE TABLE `t`", TEXT_COLUMN);
        rows("t", 400, "I 420 9,\"z\"");
        goesOn();

        assertThat(folded()).isEqualTo(Map.of("9", "{a=z}"));
    }

    @ParameterizedTest
    @CsvSource({
        "false, t, 4, DROP TABLE `s`.`t`",
        "true, t, 4, DROP TABLE `s`.`t`",
        "false, x, 14, RENAME TABLE `s`.`t` TO `s`.`x`",
        "true, x, 14, RENAME TABLE `s`.`t` TO `s`.`x`"
    })
    void goneAndMadeAgainItHoldsNoRowFromBefore(boolean again, String name, int action, String statement)
            throws IOException {
        loaded(again);

        schema(name, 400, action, statement, TEXT_COLUMN);
        schema("t", 410, 3, CREATE, TEXT_COLUMN);
        rows("t", 410, "I 420 9,\"z\"");
        goesOn();

        assertThat(folded()).isEqualTo(Map.of("9", "{a=z}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void droppedItGoes(boolean again) throws IOException {
        loaded(again);

        schema("t", 400, 4, "DROP TABLE `s`.`t`", TEXT_COLUMN);
        goesOn();

        assertThat(headOf("t").status()).isEqualTo(Head.Status.DROPPED);
        assertThat(zone.read(FOLDER + "/_metadata.json")).isNull();
    }

    /** Its rows cannot be landed under the new name: that stops, and tells. */
    @ParameterizedTest
    @CsvSource({"false, RENAME TABLE `s`.`t` TO `s`.`x`", "true, ALTER TABLE `t` RENAME TO `x`"})
    void renamedItGoes(boolean again, String statement) throws IOException {
        loaded(again);

        schema("x", 400, 14, statement, TEXT_COLUMN);
        goesOn();

        assertThat(headOf("t").status()).isEqualTo(Head.Status.DROPPED);
        assertThat(zone.read(FOLDER + "/_metadata.json")).isNull();
        assertThat(headOf("x").standing().reason()).contains("no history", "an export");
    }

    @ParameterizedTest
    @CsvSource({
        "false, t, 4, DROP TABLE `s`.`t`",
        "true, t, 4, DROP TABLE `s`.`t`",
        "false, x, 14, RENAME TABLE `s`.`t` TO `s`.`x`",
        "true, x, 14, RENAME TABLE `s`.`t` TO `s`.`x`"
    })
    void oneThatWentBeforeTheExportIsNotTheOneThatIsLanded(boolean again, String name, int action, String statement)
            throws IOException {
        schema(name, 200, action, statement, TEXT_COLUMN);
        loaded(again);

        goesOn();

        assertThat(headOf("t").status()).isEqualTo(Head.Status.ACTIVE);
        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}"));
    }

    /** The version of its schema file may be from before the export: that of the changefeed's start. */
    @ParameterizedTest
    @CsvSource({"false, 300", "true, 300", "false, 240", "true, 240"})
    void itsNextRowsFollowThoseThatAreLanded(boolean again, long version) throws IOException {
        loaded(again);

        schema("t", version, 0, "", TEXT_COLUMN);
        rows("t", version, "I 420 9,\"z\"");
        goesOn();

        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}", "9", "{a=z}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherTableThatTakesItsNameInOneStatementIsNotTakenForIt(boolean again) throws IOException {
        loaded(again);

        schema("v", 310, 3, CREATE.replace("`t`", "`v`"), TEXT_COLUMN);
        rows("v", 310, "I 320 7,\"v\"");
        schema("x", 400, 14, "RENAME TABLE `s`.`t` TO `s`.`x`", TEXT_COLUMN);
        schema("t", 400, 14, "RENAME TABLE `s`.`v` TO `s`.`t`", TEXT_COLUMN);
        goesOn();

        assertThat(headOf("t").standing().reason()).contains("no history", "an export");
        assertThat(headOf("x").standing().reason()).contains("no history");
        assertThat(headOf("x").progress().seq()).isZero();
    }
}
