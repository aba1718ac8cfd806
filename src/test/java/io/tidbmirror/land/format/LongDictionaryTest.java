package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LongDictionaryTest {
    private final LongDictionary dictionary = new LongDictionary();

    private boolean index(long[] values, int[] indexes) {
        return dictionary.index(values, 0, values.length, indexes);
    }

    @Test
    void valuesHaveTheIndexOfTheirFirstAppearanceUpToTheGreatestNumberOfThem() {
        long[] values = new long[LongDictionary.MOST_ENTRIES];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0x9E3779B97F4A7C15L * (i % 2 == 0 ? 1 : -1);
        }
        int[] indexes = new int[values.length];
        int page = 2_000;
        for (int from = 0; from < values.length; from += page) {
            int count = Math.min(page, values.length - from);
            assertThat(dictionary.index(values, from, count, indexes)).isTrue();
            assertThat(indexes[count - 1]).isEqualTo(from + count - 1);
        }

        assertThat(dictionary.size()).isEqualTo(LongDictionary.MOST_ENTRIES);
        assertThat(index(new long[] {values[7], values[16_000]}, indexes)).isTrue();
        assertThat(indexes).startsWith(7, 16_000);
        assertThat(index(new long[] {values[7], 1}, indexes)).as("one more").isFalse();
    }

    @Test
    void aPageOfWhichMostIsNewIsGivenUp() {
        long[] few = LongStream.range(0, 8_000).map(i -> i % 2_000).toArray();
        long[] many = LongStream.range(0, 8_000).map(i -> -1 - i % 3_000).toArray();

        assertThat(index(few, new int[8_000])).isTrue();
        assertThat(index(many, new int[8_000])).isFalse();
    }

    @Test
    void whatWasClearedIsNotFound() {
        assertThat(index(new long[] {5, 6, 7}, new int[3])).isTrue();
        dictionary.clear();
        int[] indexes = new int[3];

        assertThat(index(new long[] {7, 6, 5}, indexes)).isTrue();
        assertThat(indexes).containsExactly(0, 1, 2);
    }
}
