package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scanner reads and refuses what a plain reader on Jackson does, whatever the bytes. */
class CanalJsonAgreesWithJacksonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINE = Pattern.compile("line \\d+");
    private static final TableSchema SCHEMA = texts(new TableId("s", "t"), DrawnMessages.COLUMNS, List.of("id"));

    @Test
    void onEveryFileOfTicdc() throws IOException {
        int rows = 0;
        for (Variant variant : canalJson()) {
            try (Stream<Path> files = Files.walk(variant.sink())) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".json")
                        && f.getFileName().toString().startsWith("CDC"))::iterator) {
                    rows += golden(file, variant.hasCommitTs());
                }
            }
        }
        assertThat(rows).isGreaterThan(13_000);
    }

    private static List<Variant> canalJson() {
        return GoldenCorpus.open().scenarios().stream()
                .flatMap(scenario -> scenario.variants().stream())
                .filter(variant -> variant.name().startsWith("json-"))
                .toList();
    }

    /** The columns are those of the first message; where they differ within a file, both must say so. */
    private static int golden(Path file, boolean extension) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = new String(bytes, UTF_8).indexOf("\r\n");
        if (end < 0) {
            return 0;
        }
        JsonNode first = JSON.readTree(bytes);
        List<String> columns = new ArrayList<>();
        first.get("data").get(0).fieldNames().forEachRemaining(columns::add);
        List<String> key = new ArrayList<>();
        first.get("pkNames").forEach(name -> key.add(name.asText()));
        TableId id =
                new TableId(first.get("database").asText(), first.get("table").asText());
        List<String> keyOrFirst = key.isEmpty() ? columns.subList(0, 1) : key;
        return agree(texts(id, columns, keyOrFirst), options(extension, "\r\n"), bytes, 4096)
                .size();
    }

    @Property(tries = 30)
    void onWhatAWriterLikeTicdcWrites(@ForAll long seed) throws IOException {
        DrawnMessages messages = new DrawnMessages(new Random(seed), 0, 0);
        List<String> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            DrawnMessages.Drawn drawn = messages.draw();
            text.append(messages.write(drawn)).append("\r\n");
            List<@Nullable String> old = drawn.old();
            if (old != null && !String.valueOf(old.get(0)).equals(drawn.data().get(0))) {
                rows.add(printed(Operation.DELETE, drawn.commitTs(), old));
            }
            rows.add(printed(drawn.operation(), drawn.commitTs(), drawn.data()));
        }
        assertThat(agree(
                        SCHEMA,
                        options(true, "\r\n"),
                        text.toString().getBytes(UTF_8),
                        seed % 2 == 0 ? 700 : Chunk.BYTES))
                .isEqualTo(rows);
    }

    private static String printed(Operation operation, long ts, List<@Nullable String> values) {
        StringBuilder row =
                new StringBuilder().append(operation.letter()).append(' ').append(ts);
        values.forEach(value -> row.append(" | ").append(value == null ? "~" : value));
        return row.toString();
    }

    @Property(tries = 1000)
    void onOddMessages(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int oddity = List.of(4, 20, 100).get(random.nextInt(3));
        DrawnMessages messages = new DrawnMessages(random, oddity, random.nextInt(3) == 0 ? 0 : 200);
        String terminator = List.of("\r\n", "\n", "\r\n", "|;").get(random.nextInt(4));
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(messages.write(messages.draw())).append(terminator);
        }
        for (int i = random.nextInt(8) - 6; i > 0; i--) {
            damage(text, random);
        }
        int chunk = 1 + random.nextInt(random.nextBoolean() ? 100 : 3000);
        agree(
                SCHEMA,
                options(random.nextInt(5) > 0, terminator),
                text.toString().getBytes(UTF_8),
                chunk);
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        String likely = "\"\\{}[]:,0-9eE.tfnu \t\r\n\u0000";
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, likely.charAt(random.nextInt(likely.length())));
            case 2 -> text.setCharAt(at, likely.charAt(random.nextInt(likely.length())));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(12))));
        }
    }

    @Property(tries = 4)
    void onFilesThatEndAfterAnyByte(@ForAll long seed) throws IOException {
        DrawnMessages messages = new DrawnMessages(new Random(seed), 0, 0);
        byte[] bytes =
                (messages.write(messages.draw()) + "\n" + messages.write(messages.draw()) + "\n").getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            agree(SCHEMA, options(true, "\n"), Arrays.copyOf(bytes, length), 4096);
        }
    }

    private static CanalJsonOptions options(boolean extension, String terminator) {
        return new CanalJsonOptions(extension, true, terminator);
    }

    private static TableSchema texts(TableId id, List<String> names, List<String> key) {
        ColumnType type = ColumnType.of(MySqlType.JSON); // a text, which no message may call bytes
        List<Column> columns = names.stream()
                .map(name -> new Column(name, type, ValueType.of(type, ZeroDate.NULL), true))
                .toList();
        return new TableSchema(id, 1, columns, key.stream().map(names::indexOf).toList());
    }

    /** The rows, or the line where the bytes are refused. */
    private static List<String> agree(TableSchema schema, CanalJsonOptions options, byte[] bytes, int chunk)
            throws IOException {
        MemoryBytes file = new MemoryBytes("CDC1.json", bytes);
        ColumnParsers parsers = ColumnParsers.canalJson(schema, TimeRules.utc(ZeroDate.NULL));
        List<String> expected = outcome(new RowSource(
                file,
                schema,
                new PiecePool(chunk),
                parsers,
                options.enableTidbExtension(),
                (filter, offset) -> new JacksonCanalReader(options, schema, filter)));
        List<String> rows =
                outcome(new CanalJsonDecoder(options, TimeRules.utc(ZeroDate.NULL), chunk).decode(file, schema));
        assertThat(rows).as(new String(bytes, UTF_8)).isEqualTo(expected);
        return rows;
    }

    private static List<String> outcome(ChangeSource source) throws IOException {
        try {
            return Printed.rows(source);
        } catch (PoisonException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            return List.of(line.find() ? "refused in " + line.group() : String.valueOf(e.getMessage()));
        }
    }
}
