package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.MySqlType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels of ENUM and SET columns stand for numbers: an index from 1 on, or a bit each. */
class LabelsTest {
    private static String put(MySqlType type, List<String> labels, String number) throws BadCellException {
        byte[] bytes = number.getBytes(UTF_8);
        Cells cells = new Cells();
        cells.reset(Arrays.copyOf(bytes, bytes.length + Chunk.SLACK), 1);
        cells.from()[0] = 0;
        cells.to()[0] = bytes.length;
        new Labels(type, labels).put(cells);
        return new String(cells.bytes(), cells.from()[0], cells.to()[0] - cells.from()[0], UTF_8);
    }

    @Test
    void anIndexIsOneOfThemOrZeroForWhatIsNone() throws BadCellException {
        List<String> labels = List.of("a", "b");
        assertThat(put(MySqlType.ENUM, labels, "0")).isEmpty();
        assertThat(put(MySqlType.ENUM, labels, "1")).isEqualTo("a");
        assertThat(put(MySqlType.ENUM, labels, "2")).isEqualTo("b");
        for (String number : List.of("3", "-1", "18446744073709551615")) {
            assertThatThrownBy(() -> put(MySqlType.ENUM, labels, number)).isInstanceOf(BadCellException.class);
        }
    }

    @Test
    void aSetMayHaveSixtyFour() throws BadCellException {
        List<String> labels = IntStream.range(0, 64).mapToObj(i -> "l" + i).toList();
        assertThat(put(MySqlType.SET, labels, "0")).isEmpty();
        assertThat(put(MySqlType.SET, labels, "9223372036854775809")).isEqualTo("l0,l63");
        assertThat(put(MySqlType.SET, labels, "18446744073709551615")).isEqualTo(String.join(",", labels));
        assertThat(put(MySqlType.SET, labels.subList(0, 63), "4611686018427387904"))
                .isEqualTo("l62");
        assertThatThrownBy(() -> put(MySqlType.SET, labels.subList(0, 63), "9223372036854775808"))
                .isInstanceOf(BadCellException.class);
    }

    /** TiDB writes a line feed and a backslash before an n alike. */
    @Test
    void labelsWithABackslashAreNotCertain() {
        assertThat(Labels.parse("enum('it''s',',')")).containsExactly("it's", ",");
        assertThat(Labels.parse("enum('a\\nb','c')")).isEmpty();
    }
}
