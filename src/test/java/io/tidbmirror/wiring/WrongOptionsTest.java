package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.feed.FeedFile;
import io.tidbmirror.feed.FeedSnapshot;
import io.tidbmirror.feed.TableFeed;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real changefeeds, each read with one option set wrong after the other: what comes out is the right rows, or a refusal that
 * names the option. Never other rows.
 */
class WrongOptionsTest {

    /** Options and the values that a changefeed may have instead. */
    private static final Map<String, List<String>> CSV = Map.of(
            "feed.csv.delimiter", List.of(",", "\t", ";", "|", "***"),
            "feed.csv.quote", List.of("\"", "'", ""),
            "feed.csv.null", List.of("\\N", "NULL", "", "\\X"),
            "feed.csv.include-commit-ts", List.of("true", "false"),
            "feed.csv.binary-encoding-method", List.of("base64", "hex"),
            "feed.csv.output-old-value", List.of("true", "false"),
            "feed.csv.output-handle-key", List.of("true", "false"),
            "feed.csv.output-field-header", List.of("true", "false"),
            "feed.terminator", List.of("\n", "\r\n", "\r", "||\n"),
            "mirror.format", List.of("canal-json"));

    private static final Map<String, List<String>> JSON = Map.of(
            "feed.enable-tidb-extension", List.of("true", "false"),
            "feed.content-compatible", List.of("true", "false"),
            "feed.only-output-updated-columns", List.of("true", "false"),
            "feed.delete-only-output-handle-key-columns", List.of("true", "false"),
            "feed.terminator", List.of("\n", "\r\n", "\r", "||\n"),
            "mirror.format", List.of("csv"));

    static Stream<Arguments> changefeeds() {
        Stream<Arguments> csv = Stream.of(
                        "csv-default",
                        "csv-recommended",
                        "csv-oldvalue",
                        "csv-header",
                        "csv-odd",
                        "csv-noquote",
                        "csv-handlekey")
                .map(variant -> Arguments.of(variant, CSV));
        Stream<Arguments> json = Stream.of("json-default", "json-ext", "json-content", "json-updated")
                .map(variant -> Arguments.of(variant, JSON));
        return Stream.concat(csv, json);
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void aWrongOptionGivesTheRightRowsOrARefusalThatNamesIt(String name, Map<String, List<String>> options)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String scenario : List.of("types", "keys", "names")) {
            Variant variant = GoldenCorpus.open().variant("classic", scenario, name);
            Map<String, String> right = variant.toProperties();
            Map<String, String> rows = read(variant.sink(), right);
            rows.values().removeIf(text -> text.startsWith("refused") && text.contains("key-columns"));
            assertThat(rows.values()).noneMatch(text -> text.startsWith("refused"));
            for (Map.Entry<String, List<String>> option : options.entrySet()) {
                for (String value : option.getValue()) {
                    Map<String, String> changed = new LinkedHashMap<>(right);
                    changed.put(option.getKey(), value);
                    compare(
                                    variant + " " + option.getKey() + "=" + shown(value),
                                    option.getKey(),
                                    rows,
                                    variant,
                                    changed)
                            .forEach(wrong::add);
                    if (option.getKey().matches(".*(commit-ts|extension)")) {
                        changed.put(
                                "mirror.mode", right.get("mirror.mode").equals("resolved") ? "positioned" : "resolved");
                        compare(variant + " other mode, " + option, option.getKey(), rows, variant, changed)
                                .forEach(wrong::add);
                    }
                    if (option.getKey().equals("mirror.format")) {
                        changed.put("feed.csv.include-commit-ts", "true");
                        changed.put("feed.enable-tidb-extension", "true");
                        changed.put("mirror.mode", "resolved");
                        compare(variant + " resolved, " + option, option.getKey(), rows, variant, changed)
                                .forEach(wrong::add);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> compare(
            String what, String option, Map<String, String> right, Variant variant, Map<String, String> changed)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, String> found = read(variant.sink(), changed);
        right.forEach((table, rows) -> {
            String got = found.getOrDefault(table, found.getOrDefault("", "refused: the table is not seen"));
            boolean named = got.startsWith("refused") && (got.contains(option) || option.equals("mirror.format"));
            if (!got.equals(rows) && !named) {
                wrong.add(what + ", table " + table + ": " + (got.startsWith("refused") ? got : "other rows"));
            }
        });
        return wrong;
    }

    /** The rows of each table, or why there are none; a configuration that is refused has the entry "". */
    private static Map<String, String> read(Path sink, Map<String, String> properties) throws IOException {
        Map<String, String> given = new LinkedHashMap<>(properties);
        given.put("feed.location", sink.toUri().toString());
        Map<String, String> tables = new LinkedHashMap<>();
        Settings settings;
        try {
            settings = Settings.parse(given);
            settings.requireSafe();
        } catch (FatalException refused) {
            return Map.of("", "refused: " + refused.getMessage());
        }
        Decoder decoder = Decoders.of(settings, new LoadMeter(Clock.systemUTC()));
        FeedSnapshot feed = FeedReaders.of(
                        Objects.requireNonNull(settings.feed().location()), settings)
                .poll();
        for (TableFeed table : feed.tables()) {
            if (table.problem() != null) {
                tables.put(
                        table.table().toString(), "refused: " + table.problem().message());
            } else {
                tables.put(
                        table.table().toString(),
                        rows(table, decoder, feed.checkpoint().orElseThrow(), settings));
            }
        }
        return tables;
    }

    private static String rows(TableFeed table, Decoder decoder, long checkpoint, Settings settings)
            throws IOException {
        boolean resolved = given(settings, "mirror.mode").equals("resolved");
        CommitRange range = resolved ? new CommitRange(0, checkpoint) : CommitRange.ALL;
        StringBuilder rows = new StringBuilder();
        try {
            for (FeedFile file : table.files()) {
                try (ChangeCursor cursor = decoder.decode(file, file.schema()).open(range, RowChoice.ALL, 0)) {
                    for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                        append(block, rows);
                    }
                }
            }
        } catch (PoisonException poison) {
            return "refused: " + poison.getMessage();
        }
        return rows.toString();
    }

    private static String given(Settings settings, String key) {
        return settings.properties().getOrDefault(key, "");
    }

    private static void append(ChangeBlock block, StringBuilder rows) {
        for (int row = 0; row < block.rows(); row++) {
            rows.append(block.operations()[row]);
            for (int i = 0; i < block.columnCount(); i++) {
                rows.append(' ').append(Long.toHexString(block.column(i).hash(row)));
            }
            rows.append('\n');
        }
    }

    private static String shown(String text) {
        return text.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
    }
}
