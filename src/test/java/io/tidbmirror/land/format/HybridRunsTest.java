package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

/** Indexes and levels of every width and number are those that parquet-java reads. */
class HybridRunsTest {
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final Random random = new Random(9);

    @Test
    void indexesOfEveryWidthAndNumber() throws IOException {
        for (int size = 1; size <= LongDictionary.MOST_ENTRIES; size = size % 3 == 0 ? size + size / 3 : size + 1) {
            for (int count = 1; count <= 70; count++) {
                int bound = size;
                assertReads(random.ints(count, 0, bound).toArray(), size);
            }
            assertReads(new int[] {size - 1, size - 1, size - 1}, size);
        }
    }

    private static void assertReads(int[] indexes, int dictionarySize) throws IOException {
        PageBuffer page = new PageBuffer();
        HybridRuns.putIndexes(page, indexes, indexes.length, dictionarySize);
        ByteArrayInputStream in = new ByteArrayInputStream(page.bytes(), 0, page.size());
        RunLengthBitPackingHybridDecoder decoder = new RunLengthBitPackingHybridDecoder(in.read(), in);
        for (int index : indexes) {
            assertThat(decoder.readInt())
                    .as("%d of %d", indexes.length, dictionarySize)
                    .isEqualTo(index);
        }
        assertThat(in.available()).isZero();
    }

    /** The last byte is filled up with zeros, whatever rows follow. */
    @Test
    void levelsOfEveryNumberOfRows() throws IOException {
        byte[] defined = new byte[200];
        for (int i = 0; i < defined.length; i++) {
            defined[i] = (byte) random.nextInt(2);
        }
        for (int to = 2; to <= 100; to++) {
            int from = random.nextInt(to);
            PageBuffer page = new PageBuffer();
            HybridRuns.putLevels(page, defined, from, to, nulls(defined, from, to));
            int length = page.size() - LENGTH_BYTES;
            assertThat((int) PageBuffer.INTS.get(page.bytes(), 0)).isEqualTo(length);
            ByteArrayInputStream in = new ByteArrayInputStream(page.bytes(), LENGTH_BYTES, length);
            RunLengthBitPackingHybridDecoder decoder = new RunLengthBitPackingHybridDecoder(1, in);
            for (int row = from; row < to; row++) {
                assertThat(decoder.readInt()).isEqualTo(defined[row]);
            }
            assertThat(in.available()).isZero();
            boolean packed = page.bytes()[LENGTH_BYTES] % 2 == 1;
            int rest = (to - from) % Byte.SIZE;
            assertThat(packed && rest > 0 ? page.bytes()[page.size() - 1] >> rest & 0xFF >> rest : 0)
                    .isZero();
        }
    }

    private static int nulls(byte[] defined, int from, int to) {
        int nulls = 0;
        for (int row = from; row < to; row++) {
            nulls += 1 - defined[row];
        }
        return nulls;
    }
}
