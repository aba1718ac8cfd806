package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The corpus of CSV cases, over both scanners and over chunks of every size. */
class CsvSpecTest {
    private static final int CHUNKS = 24;

    record Case(String id, CsvOptions options, TableSchema schema, byte[] input, List<String> rows, String error) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = CsvSpecTest.class.getResourceAsStream("/decode/csv.yaml")) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : new ObjectMapper()
                    .<JsonNode>valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in))) {
                cases.add(parse(node));
            }
            return cases.stream();
        }
    }

    private static Case parse(JsonNode node) {
        CsvOptions options = new CsvOptions(
                text(node, "delimiter", ","),
                text(node, "quote", "\""),
                text(node, "null", "\\N"),
                node.path("commit-ts").asBoolean(true),
                node.path("hex").asBoolean(false) ? BinaryEncoding.HEX : BinaryEncoding.BASE64,
                node.path("old-value").asBoolean(false),
                node.path("handle-key").asBoolean(false),
                node.path("header").asBoolean(false),
                text(node, "terminator", "\n"));
        List<String> rows = new ArrayList<>();
        node.path("rows").forEach(row -> rows.add(row.asText()));
        TableSchema schema =
                Tables.table("s.t", 1, ZeroDate.NULL, node.get("columns").asText());
        return new Case(
                node.get("id").asText(),
                options,
                schema,
                VisibleText.bytes(node.get("input").asText()),
                rows,
                node.path("error").asText(""));
    }

    private static String text(JsonNode node, String name, String standard) {
        return node.has(name) ? new String(VisibleText.bytes(node.get(name).asText()), UTF_8) : standard;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theScannerOfItsConfigurationDecodesIt(Case each) throws IOException {
        check(each, new CsvDecoder(each.options, TimeRules.utc(ZeroDate.NULL)).decode(file(each), each.schema));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theByteWiseScannerDecodesIt(Case each) throws IOException {
        check(each, byteWise(each, Chunk.BYTES));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void chunksOfAnySizeDecodeIt(Case each) throws IOException {
        for (int size = 1; size <= CHUNKS; size++) {
            check(
                    each,
                    new CsvDecoder(each.options, TimeRules.utc(ZeroDate.NULL), size, null)
                            .decode(file(each), each.schema));
            check(each, byteWise(each, size));
        }
    }

    static ChangeSource byteWise(Case each, int chunkBytes) {
        CsvLayout layout = new CsvLayout(each.options, each.schema);
        ColumnParsers parsers = ColumnParsers.csv(each.schema, TimeRules.utc(ZeroDate.NULL), each.options);
        return new RowSource(
                file(each),
                each.schema,
                new PiecePool(chunkBytes),
                parsers,
                each.options.includeCommitTs(),
                (filter, offset) ->
                        new CsvReader(layout, new CsvRecords(layout), filter, null, null, layout.isAtHeader(offset)));
    }

    private static MemoryBytes file(Case each) {
        return new MemoryBytes("CDC1.csv", each.input);
    }

    private static void check(Case each, ChangeSource source) throws IOException {
        if (each.error.isEmpty()) {
            assertThat(Printed.rows(source)).isEqualTo(each.rows);
        } else {
            assertThatThrownBy(() -> Printed.rows(source))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("table s.t, file CDC1.csv, line ")
                    .hasMessageContaining(each.error);
        }
    }
}
