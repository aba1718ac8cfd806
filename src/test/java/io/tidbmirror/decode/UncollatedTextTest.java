package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two texts are compared where all collations of TiDB agree about them, and nowhere else. */
class UncollatedTextTest {
    private static OptionalInt compared(String one, String other, boolean ranged) {
        return UncollatedText.compare(one.getBytes(UTF_8), other.getBytes(UTF_8), ranged);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a",
        "a, b",
        "A, B",
        "A, b",
        "ab, b",
        "a, ab",
        "é, éa",
        "a, a b",
        "9, a",
        "1, 2",
        "2024-01-09, 2024-01-10",
        "a-1, a1",
        "a, 北",
        "9, 北",
        "k/1, ka"
    })
    void whereTheyAgreeAboutTheOrder(String less, String greater) {
        assertThat(compared(less, greater, true)).hasValue(-1);
        assertThat(compared(greater, less, true)).hasValue(1);
        assertThat(compared(less, less, true)).hasValue(0);
        assertThat(compared(less, greater, false).getAsInt()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"a, B", "_, a", "_, A", "~, a", ":, 1", "-, /", "北, 上", "b_1, b1", "AB, aa"})
    void whereTheyAgreeOnlyThatTheyDiffer(String one, String other) {
        assertThat(compared(one, other, true)).isEmpty();
        assertThat(compared(other, one, true)).isEmpty();
        assertThat(compared(one, other, false).getAsInt()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a, A",
        "a, 'a '",
        "e, é",
        "é, f",
        "e, e\u0301",
        "ss, ß",
        "a, 'a\u0001'",
        "あ, ア",
        "a, ａ",
        "Ж, ж",
        "𠀀, 𠀁",
        "a, 🎁"
    })
    void whereTheyMayBeTheSame(String one, String other) {
        assertThat(compared(one, other, false)).isEmpty();
        assertThat(compared(other, one, true)).isEmpty();
    }
}
