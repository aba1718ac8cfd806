package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Texts are read and copied in steps of 8 and of 64 bytes: what is looked for in them stands at each place of such a step here,
 * and on both sides of its end.
 */
class TextsOfEveryLengthTest {
    private static final int MOST_BEFORE = 2 * TextScan.BYTES + 4;
    private static final int[] BEHIND = {0, 1, 7, 8, 20, 23, 24, 25, 63, 64, 65};
    private static final int ENOUGH = 1_000;
    private static final String NULL = "__tidb_null__";
    private static final String NEXT_CELLS = ",\"\",7,\"b\",";

    private final CsvCell.Form form = new CsvCell.Form((byte) '"', true, (byte) ',', (byte) ',', "\\N", false, true);
    private final CsvTextCell cell = new CsvTextCell(form);
    private final CsvTextCopy copy = new CsvTextCopy(form, NULL);
    private final BytesVector vector = new BytesVector();
    private int row;

    /** Each is UTF-8, with its quotes doubled. */
    @Test
    void right_ones_are_taken() {
        List<String> pieces = Stream.of("", ",", "\"\"", "\"\"\"\"", "\"\",", "\"\",\"\"", "é", "日", "🎁")
                .map(piece -> new String(piece.getBytes(UTF_8), ISO_8859_1))
                .toList();
        for (String piece : pieces) {
            for (int before = 0; before <= MOST_BEFORE; before++) {
                for (int behind : BEHIND) {
                    String text = "a".repeat(before) + piece + "b".repeat(behind);
                    byte[] bytes = bytes(text);
                    assertThat(read(bytes)).as(text).isEqualTo(text.replace("\"\"", "\""));
                    assertThat(copied(bytes, ENOUGH)).as(text).isEqualTo('"' + text + '"');
                }
            }
        }
    }

    /** A step that has nothing but quotes tells nothing about where its text ends. */
    @Test
    void long_runs_of_quotes_are_read() {
        for (int pairs = 1; pairs < TextScan.BYTES; pairs++) {
            for (int before = 0; before <= TextScan.BYTES; before++) {
                String text = "a".repeat(before) + "\"\"".repeat(pairs);
                assertThat(read(bytes(text))).as(text).isEqualTo("a".repeat(before) + "\"".repeat(pairs));
                assertThat(copied(bytes(text), ENOUGH)).as(text).isIn("unusual", '"' + text + '"');
            }
        }
    }

    /** Bytes that follow none that leads, too few of them, or a character that UTF-8 does not allow (RFC 3629). */
    @Test
    void wrong_ones_are_left_to_the_parser_that_says_what_is_wrong() {
        List<String> wrong = List.of(
                "\u0080",
                "\u00C0\u0080",
                "\u00C1\u00BF",
                "\u00C3",
                "\u00E0\u009F\u0080",
                "\u00E6\u0097",
                "\u00ED\u00A0\u0080",
                "\u00F0\u008F\u0080\u0080",
                "\u00F0\u009F\u008E",
                "\u00F4\u0090\u0080\u0080",
                "\u00F5\u0080\u0080\u0080",
                "\u00FF");
        for (String piece : wrong) {
            for (int before = 0; before <= MOST_BEFORE; before++) {
                for (String behind : List.of("", "b", "b".repeat(70), "\"\"", "\"\"".repeat(40) + "b".repeat(70))) {
                    String text = "a".repeat(before) + piece + behind;
                    byte[] bytes = bytes(text);
                    assertThat(read(bytes)).as(text).isEqualTo("unusual");
                    assertThat(copied(bytes, ENOUGH)).as(text).isEqualTo("unusual");
                }
            }
        }
    }

    @Test
    void none_is_copied_that_would_be_read_as_null() {
        assertThat(copied(bytes(NULL), ENOUGH)).isEqualTo("unusual");
        assertThat(read(bytes(NULL))).isEqualTo(NULL);
    }

    /** Nothing is written behind the room, but for what each cell may need there. */
    @Test
    void one_that_does_not_fit_is_not_copied() {
        for (int length = 0; length <= 300; length++) {
            byte[] bytes = bytes("\"\"".repeat(8) + "a".repeat(length));
            for (int room = 0; room < length; room += 3) {
                assertThat(copied(bytes, room)).isEqualTo("full");
            }
        }
    }

    @Test
    void one_without_an_end_is_none() {
        for (int length = 0; length <= MOST_BEFORE; length++) {
            byte[] bytes = Arrays.copyOf(("\"" + "a".repeat(length)).getBytes(ISO_8859_1), length + 1 + Chunk.SLACK);
            begin(length + 1);
            assertThat(cell.read(bytes, 0, row)).isEqualTo(CsvCell.UNUSUAL);
            assertThat(copy.copy(bytes, 0, Swar.load(bytes, 0), new byte[ENOUGH], 0, ENOUGH / 2))
                    .isEqualTo(CsvCopy.UNUSUAL);
        }
    }

    private static byte[] bytes(String text) {
        byte[] row = ('"' + text + '"' + NEXT_CELLS).getBytes(ISO_8859_1);
        return Arrays.copyOf(row, row.length + Chunk.SLACK);
    }

    private void begin(int limit) {
        vector.reserve(row + 1);
        cell.begin(vector, limit);
        copy.begin(limit);
    }

    /** Rows lie behind each other, so that the vector grows now and then. */
    private String read(byte[] bytes) {
        begin(bytes.length - Chunk.SLACK);
        int next = cell.read(bytes, 0, row);
        if (next == CsvCell.UNUSUAL) {
            return "unusual";
        }
        assertThat(next).isEqualTo(bytes.length - Chunk.SLACK - NEXT_CELLS.length() + 1);
        int from = vector.offsets()[row];
        int to = vector.offsets()[row + 1];
        row = to > 100_000 ? 0 : row + 1;
        return new String(vector.data(), from, to - from, ISO_8859_1);
    }

    private String copied(byte[] bytes, int room) {
        begin(bytes.length - Chunk.SLACK);
        byte[] into = new byte[room + CsvCopy.MOST_BYTES];
        long ends = copy.copy(bytes, 0, Swar.load(bytes, 0), into, 0, room);
        if (ends < 0) {
            return ends == CsvCopy.FULL ? "full" : "unusual";
        }
        assertThat(ends >>> Integer.SIZE).isEqualTo(bytes.length - Chunk.SLACK - NEXT_CELLS.length() + 1);
        return new String(into, 0, (int) ends, ISO_8859_1);
    }
}
