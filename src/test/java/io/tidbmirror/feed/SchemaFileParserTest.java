package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFileParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = SchemaText.of("t", 441349361156227074L)
            .ddl(3, "CREATE TABLE `t` (`id` INT)")
            .key("id")
            .column("b", "BIT UNSIGNED", ", \"ColumnDefault\": 5, \"ColumnPrecision\": \"64\"")
            .column("d", "DECIMAL UNSIGNED", ", \"ColumnPrecision\": \"20\", \"ColumnScale\": \"4\"")
            .column("l", "LONGTEXT", ", \"ColumnPrecision\": \"4294967295\"")
            .column("e", "ENUM", ", \"ColumnElems\": [\"x\", \"y,z\"]")
            .json();

    private static FeedPath.Schema place(String json) {
        return new FeedPath.Schema("s/t", 441349361156227074L, SchemaText.hash(json));
    }

    private static SchemaFile parse(String json) {
        return SchemaFileParser.parse("s/t/meta/x.json", place(GOOD), json.getBytes(StandardCharsets.UTF_8));
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
        String json = SchemaText.database(441349361156227074L)
                .ddl(1, "CREATE DATABASE `s`")
                .json();
        SchemaFile file = SchemaFileParser.parse("p", place(json), json.getBytes(StandardCharsets.UTF_8));

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
                "LONGTEXT=>TEXT",
                "\"Table\": \"t\"=>\"Table\": \"T\"",
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
    void theHashOfEveryGoldenSchemaFileIsThatOfItsName() throws IOException {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (Scenario scenario : GoldenCorpus.open().scenarios()) {
            for (Variant variant : scenario.variants()) {
                try (Stream<Path> tree = Files.walk(variant.sink())) {
                    for (Path file : tree.filter(Files::isRegularFile).toList()) {
                        String path = variant.sink().relativize(file).toString();
                        if (FeedPath.parse(path) instanceof FeedPath.Schema place) {
                            files++;
                            long hash =
                                    SchemaHash.of(JSON.readTree(file.toFile())).orElse(-1);
                            if (hash != place.hash()) {
                                wrong.add(file + " " + hash);
                            }
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(files).isGreaterThan(4_000);
    }

    @Test
    void aFileOfANewerFormIsNotHeldToItsHash() {
        String newer = GOOD.replace("\"Version\": 1", "\"Version\": 1, \"Later\": 2");

        assertThat(SchemaHash.of(tree(GOOD))).isPresent();
        assertThat(SchemaHash.of(tree(newer))).isEmpty();
        assertThat(SchemaHash.of(tree(GOOD.replace("\"ColumnDefault\": 5", "\"ColumnDefault\": \"\\uFFFD\""))))
                .as("bytes that are no UTF-8")
                .isEmpty();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[GOOD.indexOf("y,z")] = (byte) 0xff;

        assertThatThrownBy(() -> SchemaFileParser.parse("p", place(GOOD), bytes))
                .isInstanceOf(PoisonException.class);
    }
}
