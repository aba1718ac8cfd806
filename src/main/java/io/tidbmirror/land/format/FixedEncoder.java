package io.tidbmirror.land.format;

import java.util.Arrays;

/** Values of four or eight bytes, whose bits are held in a {@code long}. */
abstract sealed class FixedEncoder extends ColumnEncoder permits LongEncoder, DoubleEncoder {
    static final long[] NONE = new long[0];

    private final int width;
    private final LongDictionary dictionary = new LongDictionary();
    private long[] values = NONE;
    private int start;
    private int count;

    FixedEncoder(int width) {
        this.width = width;
    }

    @Override
    final int width() {
        return width;
    }

    final void loaded(long[] bits, int from, int number) {
        values = bits;
        start = from;
        count = number;
    }

    final long[] values() {
        return values;
    }

    final int start() {
        return start;
    }

    @Override
    final void unload() {
        loaded(NONE, 0, 0);
    }

    @Override
    final int count() {
        return count;
    }

    @Override
    final long plainBytes() {
        return (long) count * width;
    }

    @Override
    final void putPlain(PageBuffer out) {
        put(out, values, start, count);
    }

    @Override
    final boolean index(int[] indexes) {
        return dictionary.index(values, start, count, indexes);
    }

    @Override
    final int dictionarySize() {
        return dictionary.size();
    }

    @Override
    final int dictionaryBytes() {
        return dictionary.size() * width;
    }

    @Override
    final void putDictionary(PageBuffer out) {
        put(out, dictionary.entries(), 0, dictionary.size());
    }

    @Override
    final void cutDictionary(int size) {
        dictionary.cut(size);
    }

    @Override
    final void clearDictionary() {
        dictionary.clear();
    }

    @Override
    final long dictionaryCapacity() {
        return dictionary.capacityBytes();
    }

    /** A value in the encoding of Parquet statistics, which is PLAIN. */
    final byte[] bound(long bits) {
        byte[] bound = new byte[Long.BYTES];
        PageBuffer.LONGS.set(bound, 0, bits);
        return Arrays.copyOf(bound, width);
    }

    private void put(PageBuffer out, long[] bits, int from, int number) {
        out.reserve((long) number * width);
        byte[] bytes = out.bytes();
        int at = out.size();
        if (width == Integer.BYTES) {
            for (int i = 0; i < number; i++) {
                PageBuffer.INTS.set(bytes, at + Integer.BYTES * i, (int) bits[from + i]);
            }
        } else {
            for (int i = 0; i < number; i++) {
                PageBuffer.LONGS.set(bytes, at + Long.BYTES * i, bits[from + i]);
            }
        }
        out.added(number * width);
    }
}
