package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFileParserTest {
    private static final String GOOD = SchemaText.of("t", 441349361156227074L)
            .ddl(3, "CREATE TABLE `t` (`id` INT)")
            .key("id")
            .column("b", "BIT UNSIGNED", ", \"ColumnDefault\": 5, \"ColumnPrecision\": \"64\"")
            .column("d", "DECIMAL UNSIGNED", ", \"ColumnPrecision\": \"20\", \"ColumnScale\": \"4\"")
            .column("l", "LONGTEXT", ", \"ColumnPrecision\": \"4294967295\"")
            .column("e", "ENUM", ", \"ColumnElems\": [\"x\", \"y,z\"]")
            .json();

    private static SchemaFile parse(String json) {
        return SchemaFileParser.parse("s/t/meta/x.json", 441349361156227074L, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void columnsAreReadWithTheirTypes() {
        assertThat(parse(GOOD).columns())
                .containsExactly(
                        new SchemaColumn("id", ColumnType.of(MySqlType.INT), false, true, null),
                        new SchemaColumn(
                                "b", new ColumnType(MySqlType.BIT, true, 64, 0, List.of()), true, false, "\u0005"),
                        new SchemaColumn(
                                "d", new ColumnType(MySqlType.DECIMAL, true, 20, 4, List.of()), true, false, null),
                        new SchemaColumn("l", ColumnType.of(MySqlType.TEXT), true, false, null),
                        new SchemaColumn(
                                "e",
                                ColumnType.of(MySqlType.ENUM).withElements(List.of("x", "y,z")),
                                true,
                                false,
                                null));
    }

    @Test
    void aDatabaseLevelFileHasNoColumns() {
        SchemaFile file = parse(SchemaText.database(441349361156227074L)
                .ddl(1, "CREATE DATABASE `s`")
                .json());

        assertThat(file.isDatabaseLevel()).isTrue();
        assertThat(file.columns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"TableVersion\": 441349361156227074=>\"TableVersion\": 441349361156227075",
                "\"TableVersion\": 441349361156227074=>\"TableVersion\": \"441349361156227074\"",
                "\"TableVersion\": 441349361156227074=>\"TableVersion\": 18446744073709551615",
                "\"TableColumnsTotal\": 5=>\"TableColumnsTotal\": 6",
                "LONGTEXT=>GEOMETRY",
                "\"ColumnScale\": \"4\"=>\"ColumnScale\": \"x\"",
                "\"ColumnScale\": \"4\"=>\"ColumnScale\": 4",
                "\"ColumnName\": \"l\"=>\"ColumnName\": \"ID\"",
                "\"Schema\": \"s\"=>\"Schema\": null",
                "\"Version\": 1=>\"Schema\": \"s\"",
                "\"TableColumnsTotal\": 5}=>\"TableColumnsTotal\": 5",
                "\"TableColumnsTotal\": 5}=>\"TableColumnsTotal\": 5} x"
            })
    void whatTiCdcDoesNotWriteIsRefusedWithTheFilesName(String edit) {
        String[] fromTo = edit.split("=>");
        String bad = GOOD.replace(fromTo[0], fromTo[1]);

        assertThat(bad).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> parse(bad))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("s/t/meta/x.json");
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[GOOD.indexOf("y,z")] = (byte) 0xff;

        assertThatThrownBy(() -> SchemaFileParser.parse("p", 441349361156227074L, bytes))
                .isInstanceOf(PoisonException.class);
    }
}
