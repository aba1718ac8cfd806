package io.tidbmirror.land.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytesDictionaryTest {
    /** Lengths on both sides of one word and of two, values that differ in zeros at their end or in one byte. */
    @Test
    void equalValuesHaveOneIndexAndOthersAnotherWhateverTheirLength() {
        Random random = new Random(3);
        List<String> distinct = new ArrayList<>();
        for (int length = 0; length <= 40; length++) {
            String zeros = "\0".repeat(length);
            distinct.add(zeros);
            for (int changed = 0; changed < length; changed += 5) {
                distinct.add(zeros.substring(0, changed) + "x" + zeros.substring(changed + 1));
            }
        }
        BytesDictionary dictionary = new BytesDictionary();
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (int page = 0; page < 5; page++) {
            List<String> values = random.ints(3_000, 0, distinct.size())
                    .mapToObj(distinct::get)
                    .toList();
            int[] indexes = new int[values.size()];

            assertThat(index(dictionary, values, indexes)).isTrue();

            values.forEach(value -> expected.putIfAbsent(value, expected.size()));
            assertThat(indexes)
                    .isEqualTo(values.stream().mapToInt(expected::get).toArray());
        }
        assertThat(entries(dictionary)).isEqualTo(List.copyOf(expected.keySet()));
    }

    /** A column chunk is held with its dictionary until it is written. */
    @Test
    void longValuesAreNotKept() {
        List<String> values =
                IntStream.range(0, 64).mapToObj(i -> i + "x".repeat(10_000)).toList();

        assertThat(index(new BytesDictionary(), values, new int[64])).isFalse();
    }

    @Test
    void noMoreValuesAreKeptThanTheGreatestNumberOfThem() {
        BytesDictionary dictionary = new BytesDictionary();
        for (int from = 0; from < LongDictionary.MOST_ENTRIES; from += 1 << 10) {
            List<String> values = IntStream.range(from, from + (1 << 10))
                    .mapToObj(Integer::toString)
                    .toList();
            assertThat(index(dictionary, values, new int[1 << 10])).isTrue();
        }

        assertThat(index(dictionary, List.of("0", "16383"), new int[2])).isTrue();
        assertThat(index(dictionary, List.of("0", "one more"), new int[2])).isFalse();
    }

    @Test
    void whatWasClearedIsNotFound() {
        BytesDictionary dictionary = new BytesDictionary();
        assertThat(index(dictionary, List.of("a", "b"), new int[2])).isTrue();
        dictionary.clear();
        int[] indexes = new int[2];

        assertThat(index(dictionary, List.of("b", "a"), indexes)).isTrue();
        assertThat(indexes).containsExactly(0, 1);
    }

    @Test
    void aPageOfWhichMostIsNewIsGivenUp() {
        List<String> values =
                IntStream.range(0, 8_000).mapToObj(i -> "key " + i % 3_000).toList();
        List<String> fewer =
                IntStream.range(0, 8_000).mapToObj(i -> "key " + i % 2_000).toList();

        assertThat(index(new BytesDictionary(), values, new int[8_000])).isFalse();
        assertThat(index(new BytesDictionary(), fewer, new int[8_000])).isTrue();
    }

    /** A value is compared in words, the last of which goes on behind it. */
    @Test
    void aLongValueMayLieAtTheEndOfTheArray() {
        for (int bytes = 480; bytes <= 540; bytes++) {
            List<String> values = new ArrayList<>();
            for (int i = 10; i < 38; i++) {
                values.add(i + "x".repeat(15));
            }
            values.add("y".repeat(bytes - 28 * 17));
            int[] indexes = new int[29];
            BytesDictionary dictionary = new BytesDictionary();

            assertThat(index(dictionary, values, new int[29])).isTrue();
            assertThat(index(dictionary, values, indexes)).isTrue();
            assertThat(indexes[28]).isEqualTo(28);
        }
    }

    private static boolean index(BytesDictionary dictionary, List<String> values, int[] indexes) {
        BytesVector vector = new BytesVector();
        values.forEach(value -> vector.add(value.getBytes(ISO_8859_1), 0, value.length()));
        return dictionary.index(vector.data(), vector.offsets(), 0, values.size(), indexes);
    }

    private static List<String> entries(BytesDictionary dictionary) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < dictionary.size(); i++) {
            byte[] entry = Arrays.copyOfRange(
                    dictionary.data(), dictionary.offsets()[i], dictionary.offsets()[i + 1]);
            entries.add(new String(entry, ISO_8859_1));
        }
        return entries;
    }
}
