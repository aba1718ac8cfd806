package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFolderTest {
    @ParameterizedTest
    @CsvSource({
        "bookshop, books, bookshop.schema/books",
        "a-b_c, T9, a-b_c.schema/T9",
        "_hidden, _scratchPad, ~5fhidden.schema/~5fscratchPad",
        "., .., ~2e.schema/~2e~2e",
        "a.schema, x/y, a~2eschema.schema/x~2fy",
        "'a b', 'q%~', a~20b.schema/q~25~7e",
        "con, lpt1, ~63on.schema/~6cpt1",
        "日, ü, ~e6~97~a5.schema/~c3~bc",
    })
    void aNameBecomesAFolderThatEverySystemTakes(String schema, String table, String path) {
        assertThat(TableFolder.of(new TableId(schema, table)).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"books", "_x", "a b", "~", "~~", "ü", "u\u0308", "\u00fc", "😀", "CON", "", "a~2eb", "a.b"})
    void aNameCanBeReadBackFromItsSegment(String name) {
        assertThat(SafeName.decode(SafeName.encode(name))).isEqualTo(name);
    }

    @Test
    void noTwoNamesShareASegment() {
        Random random = new Random(1);
        String alphabet = "aA_~.-/ ü\u0308\u00fc\ud800😀2e7";
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 80 : 4); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String segment = SafeName.encode(name.toString());
            String other = names.putIfAbsent(segment, name.toString());
            assertThat(other).as("segment %s", segment).isIn(null, name.toString());
            assertThat(segment).matches("[A-Za-z0-9~-][A-Za-z0-9_~-]*").hasSizeLessThanOrEqualTo(SafeName.MAX_LENGTH);
        }
    }

    @Test
    void theLongestNamesOfTiDbStayDistinctAndShort() {
        String first = "日".repeat(63) + "本";
        String second = "日".repeat(63) + "木";
        assertThat(SafeName.encode(first))
                .hasSizeLessThanOrEqualTo(SafeName.MAX_LENGTH)
                .startsWith("~e6~97~a5")
                .isNotEqualTo(SafeName.encode(second));
        assertThat(SafeName.encode("x".repeat(64))).isEqualTo("x".repeat(64));
    }

    @Test
    void schemaAndTableCannotBeMistakenForEachOther() {
        assertThat(List.of(
                        TableFolder.of(new TableId("a", "b.c")).headName(),
                        TableFolder.of(new TableId("a.b", "c")).headName(),
                        TableFolder.of(new TableId("a.b.c", "")).headName()))
                .doesNotHaveDuplicates();
    }

    @Test
    void filesAreNumberedWithTwentyDigits() {
        TableFolder folder = TableFolder.of(new TableId("s", "t"));
        assertThat(folder.file(42, "parquet")).isEqualTo("s.schema/t/00000000000000000042.parquet");
        assertThat(TableFolder.seqOf("00000000000000000042.parquet", "parquet")).hasValue(42);
        assertThat(TableFolder.seqOf("00000000000000000042.csv", "parquet")).isEmpty();
        assertThat(TableFolder.seqOf("0000000000000000042.parquet", "parquet")).isEmpty();
        assertThat(TableFolder.seqOf("_0000000000000000042.parquet", "parquet")).isEmpty();
        assertThat(TableFolder.seqOf("99999999999999999999.parquet", "parquet")).isEmpty();
        assertThat(TableFolder.seqOf("_metadata.json", "parquet")).isEmpty();
    }
}
