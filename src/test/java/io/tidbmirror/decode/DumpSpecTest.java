package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The corpus of Dumpling files, over chunks of every size, with their size known and, as compressed files are, unknown. */
class DumpSpecTest {
    private static final int CHUNKS = 24;

    record Case(
            String id,
            boolean sql,
            DumpOptions options,
            TableSchema schema,
            byte[] input,
            List<String> rows,
            String error) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** Bytes whose number is not known before they are read. */
    private record Unsized(String name, byte[] bytes) implements ByteSource {
        @Override
        public long size() {
            return UNKNOWN_SIZE;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = DumpSpecTest.class.getResourceAsStream("/decode/dump.yaml")) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : new ObjectMapper()
                    .<JsonNode>valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in))) {
                cases.add(parse(node));
            }
            return cases.stream();
        }
    }

    private static Case parse(JsonNode node) {
        DumpOptions options = new DumpOptions(
                node.path("separator").asText(","),
                node.path("delimiter").asText("\""),
                node.path("null").asText("\\N"),
                node.path("backslash").asBoolean(true),
                node.path("header").asBoolean(true),
                DumpBinary.valueOf(node.path("binary").asText("RAW").toUpperCase(Locale.ROOT)));
        List<String> rows = new ArrayList<>();
        node.path("rows").forEach(row -> rows.add(row.asText()));
        TableSchema schema =
                Tables.table("s.t", 1, ZeroDate.NULL, node.get("columns").asText());
        return new Case(
                node.get("id").asText(),
                node.path("sql").asBoolean(false),
                options,
                schema,
                VisibleText.bytes(node.get("input").asText()),
                rows,
                node.path("error").asText(""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void chunksOfAnySizeDecodeIt(Case each) throws IOException {
        for (int size = 1; size <= CHUNKS; size++) {
            check(each, size, new MemoryBytes(name(each), each.input));
        }
        check(each, Chunk.BYTES, new MemoryBytes(name(each), each.input));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileOfUnknownSizeDecodesAlike(Case each) throws IOException {
        check(each, 1, new Unsized(name(each), each.input));
        check(each, Chunk.BYTES, new Unsized(name(each), each.input));
    }

    @Test
    void optionsUnderWhichTextIsAmbiguousAreRefused() {
        assertThatThrownBy(() -> new DumpOptions(",", "", "NULL", true, true, DumpBinary.RAW))
                .hasMessageContaining("NULL cannot be told from text");
        assertThatThrownBy(() -> new DumpOptions(",", "", "\\N", false, true, DumpBinary.RAW))
                .hasMessageContaining("cannot be told from separators");
        assertThatThrownBy(() -> new DumpOptions(",", "\"", "-1", true, true, DumpBinary.RAW))
                .hasMessageContaining("NULL cannot be told from a number");
        assertThatThrownBy(() -> new DumpOptions("\"", "\"", "\\N", true, true, DumpBinary.RAW))
                .hasMessageContaining("separator must not contain the delimiter");
    }

    @Test
    void aColumnMayBeLandedAsAnotherType() throws IOException {
        TableSchema standard =
                Tables.table("s.t", 1, ZeroDate.NULL, "id int key; h binary(3); b bit(8); d decimal(5,2)");
        List<Column> columns = standard.columns().stream()
                .map(column -> column.name().equals("id")
                        ? column
                        : new Column(column.name(), column.type(), ValueType.of(ValueKind.TEXT), true))
                .toList();
        TableSchema schema = new TableSchema(standard.table(), 1, columns, List.of(0));
        DumpOptions defaults = new DumpOptions(",", "\"", "\\N", true, true, DumpBinary.RAW);
        DumpDecoder decoder = new DumpDecoder(defaults, TimeRules.utc(ZeroDate.NULL));
        String sql = "INSERT INTO `t` VALUES\n(1,x'0aff00',x'ff',1.50);\n";
        String csv = "\"id\",\"h\",\"b\",\"d\"\n1,\"\\nA\\0\",\"A\",1.50\n";

        assertThat(Printed.rows(decoder.decode(new MemoryBytes("s.t.0.sql", sql.getBytes(UTF_8)), schema)))
                .containsExactly("I - | 1 | 0aff00 | 255 | 1.50");
        assertThat(Printed.rows(decoder.decode(new MemoryBytes("s.t.0.csv", csv.getBytes(UTF_8)), schema)))
                .containsExactly("I - | 1 | 0a4100 | 65 | 1.50");
    }

    private static String name(Case each) {
        return each.sql ? "s.t.0.sql" : "s.t.0.csv";
    }

    private static void check(Case each, int chunkBytes, ByteSource file) throws IOException {
        ChangeSource source =
                new DumpDecoder(each.options, TimeRules.utc(ZeroDate.NULL), chunkBytes).decode(file, each.schema);
        if (each.error.isEmpty()) {
            assertThat(Printed.rows(source)).isEqualTo(each.rows);
        } else {
            assertThatThrownBy(() -> Printed.rows(source))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("table s.t, file " + name(each) + ", line ")
                    .hasMessageContaining(each.error);
        }
    }
}
