package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a changefeed tells first of a {@link QuietTables} table, where it alters the columns. */
@ParameterizedClass
@CsvSource({"false, false", "false, true", "true, false", "true, true"})
class AlteredQuietTablesTest extends QuietTables {
    private static final Map<String, String> BEFORE = Map.of("1", "{a=x}");

    @Parameter(0)
    boolean json;

    @Parameter(1)
    boolean again;

    /** Between the export and the statement, the mirror starts without the export, and without a word of the table. */
    @BeforeEach
    void aQuietTableIsLanded() throws IOException {
        if (json) {
            settings.remove("feed.csv.include-commit-ts");
            settings.putAll(Map.of("mirror.format", "canal-json", "feed.enable-tidb-extension", "true"));
        }
        loaded(again);
        checkpoint(350);
        mirror().advance();
    }

    @ParameterizedTest
    @CsvSource({
        "5,  ADD COLUMN `b` INT DEFAULT 5,        a VARCHAR; b INT DEFAULT, a=z; b=7",
        "5,  ADD COLUMN `b` INT NOT NULL,         a VARCHAR; b INT NOT NULL, a=z; b=7",
        "12, RENAME COLUMN `a` TO `b`,            b VARCHAR, b=z",
        "12, MODIFY COLUMN `a` INT,               a INT, a=7",
        "12, CHANGE COLUMN `a` `b` VARCHAR(10),   b VARCHAR, b=z",
        "61, 'DROP COLUMN `a`, ADD COLUMN `a` VARCHAR(10)', a VARCHAR, a=z",
        "61, 'ADD COLUMN `b` INT, ADD COLUMN `c` INT DEFAULT 5', a VARCHAR; b INT; c INT DEFAULT, a=z; b=7; c=7",
        "0,  '',                                  a VARCHAR; b INT NOT NULL, a=z; b=7",
        "0,  '',                                  b VARCHAR, b=z",
    })
    void itStopsWhereRowsFromBeforeMayBeOthers(int action, String change, String columns, String row)
            throws IOException {
        alter(action, change, columns);
        insert(400, row);
        goesOn();
        goesOn();

        assertThat(folded()).as("rows").isEqualTo(BEFORE);
        Head stopped = headOf("t");
        assertThat(stopped.status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(stopped.standing().reason()).contains("s.t", change, "snapshot.location", "table rebuild");
    }

    @Test
    void anExportAboveTheStatementTakesThePlaceOfWhatNobodyCanTell() throws IOException {
        alter(5, "ADD COLUMN `b` INT DEFAULT 5", "a VARCHAR; b INT DEFAULT");
        goesOn();
        export(
                450,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(10), `b` int DEFAULT 5, PRIMARY KEY (`id`))",
                "\"id\",\"a\",\"b\"",
                "1,\"x\",5");

        withExport().rebuild(TABLE);
        withExport().advance();

        assertThat(folded()).isEqualTo(Map.of("1", "{a=x, b=5}"));
        assertThat(headOf("t").status()).isEqualTo(Head.Status.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "5,  ADD COLUMN `b` INT,         a VARCHAR; b INT, a=z; b=7",
        "17, COMMENT = 'c',              a VARCHAR,        a=z",
        "7,  ADD INDEX `i` (`a`),        a VARCHAR,        a=z",
        "8,  DROP INDEX `i`,             a VARCHAR,        a=z",
        "6,  DROP COLUMN `a`,            '',               ''",
        "61, 'DROP COLUMN `a`, ADD COLUMN `b` INT', b INT, b=7",
        "0,  '',                         a VARCHAR; b INT, a=z; b=7",
    })
    void itGoesOnWhereRowsFromBeforeStayAsTheyAre(int action, String change, String columns, String row)
            throws IOException {
        alter(action, change, columns);
        insert(400, row);
        goesOn();

        assertThat(headOf("t").standing().reason()).isEmpty();
        Map<String, String> rows = folded();
        assertThat(rows).hasSize(2).containsKey("9");
        assertThat(rows.get("1")).contains("a=x");
        values(row).forEach((name, value) -> assertThat(rows.get("9")).contains(name + "=" + value));
    }

    /** Fabric keeps the values of a dropped column: under its name they would show again. */
    @Test
    void aColumnThatItDropsFirstDoesNotComeAgainInPlace() throws IOException {
        alter(6, "DROP COLUMN `a`", "");
        insert(400, "");
        goesOn();
        schema("t", 550, 5, "ALTER TABLE `t` ADD COLUMN `a` VARCHAR(10)", column("a VARCHAR"));
        insert(550, "a=z");
        checkpoint(600);
        mirror().advance();
        mirror().advance();

        assertThat(folded()).containsOnlyKeys("1", "9");
        assertThat(headOf("t").standing().reason())
                .contains("s.t", "ADD COLUMN `a`", "[a]", "snapshot.location", "table rebuild");
    }

    private void alter(int action, String change, String columns) {
        String[] listed = columns.isEmpty()
                ? new String[0]
                : Arrays.stream(columns.split("; "))
                        .map(AlteredQuietTablesTest::column)
                        .toArray(String[]::new);
        schema("t", 400, action, change.isEmpty() ? "" : "ALTER TABLE `t` " + change, listed);
    }

    /** {@code b INT}, with NOT NULL or DEFAULT behind it. */
    private static String column(String text) {
        String[] words = text.trim().split(" ", 3);
        String more = words.length < 3
                ? ""
                : words[2].equals("DEFAULT") ? ", \"ColumnDefault\": \"5\"" : ", \"ColumnNullable\": \"false\"";
        String size = words[1].equals("VARCHAR") ? ", \"ColumnPrecision\": \"10\"" : "";
        return "{\"ColumnName\": \"%s\", \"ColumnType\": \"%s\"%s%s}".formatted(words[0], words[1], size, more);
    }

    private static Map<String, String> values(String row) {
        return row.isEmpty()
                ? Map.of()
                : Arrays.stream(row.split("; "))
                        .map(cell -> cell.split("="))
                        .collect(Collectors.toMap(cell -> cell[0], cell -> cell[1]));
    }

    /** A row of key 9, 20 behind the version. */
    private void insert(long version, String row) {
        if (!json) {
            String cells = Arrays.stream(row.split("; "))
                    .filter(cell -> !cell.isEmpty())
                    .map(cell -> cell.split("=")[1])
                    .map(value -> isNumber(value) ? "," + value : ",\"" + value + "\"")
                    .collect(Collectors.joining());
            rows("t", version, "I " + (version + 20) + " 9" + cells);
            return;
        }
        String message =
                "{\"id\":0,\"database\":\"s\",\"table\":\"t\",\"pkNames\":[\"id\"],\"isDdl\":false,\"type\":\"INSERT\",\"es\":1,\"ts\":0,\"sql\":\"\",\"sqlType\":{\"id\":4%s},\"mysqlType\":{\"id\":\"int\"%s},\"old\":null,\"data\":[{\"id\":\"9\"%s}],\"_tidb\":{\"commitTs\":%d}}\r\n"
                        .formatted(
                                fields(row, value -> isNumber(value) ? "4" : "12"),
                                fields(row, value -> isNumber(value) ? "\"int\"" : "\"varchar\""),
                                fields(row, value -> "\"" + value + "\""),
                                T0 + version + 20);
        feed.put("s/t/" + (T0 + version) + "/CDC00000000000000000001.json", message);
    }

    private static boolean isNumber(String value) {
        return value.equals("7");
    }

    private static String fields(String row, Function<String, String> text) {
        return values(row).entrySet().stream()
                .map(cell -> ",\"" + cell.getKey() + "\":" + text.apply(cell.getValue()))
                .collect(Collectors.joining());
    }
}
