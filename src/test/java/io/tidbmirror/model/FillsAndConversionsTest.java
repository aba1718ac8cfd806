package io.tidbmirror.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.Row;
import io.tidbmirror.corpus.Truth.RowEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows hold that were there before a DDL, as MySQL prints it. */
class FillsAndConversionsTest {

    private final TidbModel model = new TidbModel();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', nullValues = "NULL", textBlock = """
            INT, NULL
            INT DEFAULT 4, 4
            INT NOT NULL, 0
            BIGINT UNSIGNED NOT NULL DEFAULT 18446744073709551615, 18446744073709551615
            "DECIMAL(10,2) NOT NULL", 0.00
            "DECIMAL(10,2) DEFAULT 1.5", 1.50
            DOUBLE NOT NULL DEFAULT 2.50, 2.5
            VARCHAR(9) NOT NULL, ""
            VARCHAR(9) DEFAULT _UTF8MB4'it''s', it's
            "VARCHAR(9) DEFAULT NULL COMMENT 'DEFAULT 3'", NULL
            DATE NOT NULL, 0000-00-00
            DATETIME(3) NOT NULL, 0000-00-00 00:00:00.000
            DATETIME(3) DEFAULT '2024-02-29 01:02:03', 2024-02-29 01:02:03.000
            TIME(1) NOT NULL DEFAULT '-12:00:00', -12:00:00.0
            YEAR NOT NULL DEFAULT 1999, 1999
            "ENUM('a','b') NOT NULL", a
            "SET('a','b') NOT NULL", ""
            BIT(9) NOT NULL DEFAULT b'101', 0x0005
            BINARY(4) NOT NULL DEFAULT 'ab', 0x61620000
            BOOL NOT NULL DEFAULT TRUE, 1
            """)
    void aColumnIsAddedToARow(String definition, String value) {
        create("id INT PRIMARY KEY", Map.of("id", "1"));

        model.execute("s", "t", "ALTER TABLE t ADD COLUMN c " + definition + " FIRST");

        assertThat(only()).containsEntry("c", value);
        assertThat(model.state().get(new Name("s", "t")).columns().get(0).name())
                .isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            INT, BIGINT, 5, 5
            INT, VARCHAR(20), -5, -5
            INT UNSIGNED, "DECIMAL(12,2)", 5, 5.00
            "DECIMAL(10,2)", "DECIMAL(12,4)", 3.33, 3.3300
            "DECIMAL(10,2)", "DECIMAL(10,1)", 3.35, 3.4
            VARCHAR(10), CHAR(20), "a  ", a
            VARCHAR(10), INT, 007, 7
            BINARY(2), BINARY(4), 0x6162, 0x61620000
            BIT(8), BIT(12), 0x05, 0x0005
            DATE, DATETIME(2), 2024-02-29, 2024-02-29 00:00:00.00
            TIMESTAMP, TIMESTAMP(3), 2024-02-29 01:02:03, 2024-02-29 01:02:03.000
            "ENUM('a')", VARCHAR(9), a, a
            """)
    void aColumnIsConverted(String from, String to, String before, String after) {
        create("id INT PRIMARY KEY, c " + from, Map.of("id", "1", "c", before));

        model.execute("s", "t", "ALTER TABLE t CHANGE c d " + to);

        assertThat(only()).containsEntry("d", after).doesNotContainKey("c");
    }

    private void create(String columns, Map<String, String> row) {
        model.execute("s", "t", "CREATE TABLE t (" + columns + ")");
        Map<String, String> ordered = new TreeMap<>(Comparator.reverseOrder());
        ordered.putAll(row);
        model.apply(List.of(new RowEvent(1, 1, new Name("s", "t"), 7, "I", null, new Row(ordered), false)));
    }

    private Map<String, String> only() {
        return model.state().get(new Name("s", "t")).rows().get(0);
    }
}
