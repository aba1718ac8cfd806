package io.tidbmirror.land.format;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** BYTE_ARRAY: text and binary, each value behind its length of four bytes; ordered as unsigned bytes. */
final class BytesEncoder extends ColumnEncoder {
    static final byte[] NO_BYTES = new byte[0];
    static final int[] NO_OFFSETS = new int[1];

    private static final int PAGE_BYTES = 512 << 10;

    /** Longer bounds are left out: some readers take a bound for a value, so none is cut short. */
    private static final int MOST_BOUND_BYTES = 256;

    private static final int WORDS_AT_ONCE = 96;

    private final BytesDictionary dictionary = new BytesDictionary();
    private byte[] data = NO_BYTES;
    private int[] offsets = NO_OFFSETS;
    private int start;
    private int count;

    @Override
    int pageEnd(ColumnVector vector, int from, int to) {
        int end = super.pageEnd(vector, from, to);
        int[] ends = ((BytesVector) vector).offsets();
        if (ends[end] - ends[from] <= PAGE_BYTES) {
            return end;
        }
        int found = Arrays.binarySearch(ends, from + 1, end, ends[from] + PAGE_BYTES);
        return found >= 0 ? found : Math.max(from + 1, -found - 2);
    }

    @Override
    void load(ColumnVector vector, int from, int to, int nulls, Scratch scratch) {
        BytesVector bytes = (BytesVector) vector;
        data = bytes.data();
        offsets = bytes.offsets();
        start = from;
        count = to - from;
        if (nulls > 0) {
            byte[] defined = vector.defined();
            int[] all = offsets;
            int[] dense = scratch.offsets(count + 1);
            int values = 0;
            // A NULL row is empty, so that a value ends where the next value starts.
            for (int row = from; row < to; row++) {
                dense[values] = all[row];
                values += defined[row];
            }
            dense[values] = all[to];
            offsets = dense;
            start = 0;
            count = values;
        }
    }

    @Override
    void unload() {
        data = NO_BYTES;
        offsets = NO_OFFSETS;
        count = 0;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    int width() {
        return 0;
    }

    @Override
    long plainBytes() {
        return (long) offsets[start + count] - offsets[start] + (long) Integer.BYTES * count;
    }

    @Override
    void putPlain(PageBuffer out) {
        put(out, data, offsets, start, count);
    }

    @Override
    boolean index(int[] indexes) {
        return dictionary.index(data, offsets, start, count, indexes);
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.offsets()[dictionary.size()] + Integer.BYTES * dictionary.size();
    }

    @Override
    void putDictionary(PageBuffer out) {
        put(out, dictionary.data(), dictionary.offsets(), 0, dictionary.size());
    }

    @Override
    void cutDictionary(int size) {
        dictionary.cut(size);
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    long dictionaryCapacity() {
        return dictionary.capacityBytes();
    }

    /** Hot loop: short values are copied in words, which may write and read into the slack behind both arrays. */
    private static void put(PageBuffer out, byte[] source, int[] ends, int from, int number) {
        long bytes = (long) ends[from + number] - ends[from] + (long) Integer.BYTES * number;
        out.reserve(bytes);
        byte[] target = out.bytes();
        int at = out.size();
        for (int i = from; i < from + number; i++) {
            int begin = ends[i];
            int length = ends[i + 1] - begin;
            PageBuffer.INTS.set(target, at, length);
            at += Integer.BYTES;
            if (length <= WORDS_AT_ONCE && begin + WORDS_AT_ONCE <= source.length) {
                copyWords(source, begin, target, at, length);
            } else {
                System.arraycopy(source, begin, target, at, length);
            }
            at += length;
        }
        out.added((int) bytes);
    }

    /** Four words a step: how many steps it takes is foreseen more often than how many words. */
    private static void copyWords(byte[] source, int from, byte[] target, int at, int length) {
        for (int i = 0; i < length; i += 4 * Long.BYTES) {
            copyWord(source, from + i, target, at + i);
            copyWord(source, from + i + Long.BYTES, target, at + i + Long.BYTES);
            copyWord(source, from + i + 2 * Long.BYTES, target, at + i + 2 * Long.BYTES);
            copyWord(source, from + i + 3 * Long.BYTES, target, at + i + 3 * Long.BYTES);
        }
    }

    private static void copyWord(byte[] source, int from, byte[] target, int at) {
        PageBuffer.LONGS.set(target, at, (long) PageBuffer.LONGS.get(source, from));
    }

    @Override
    @Nullable
    Bounds bounds() {
        if (count == 0) {
            return null;
        }
        BytesBounds found = new BytesBounds(data, offsets, start);
        found.addAll(start + 1, start + count);
        return bounds(found, data, offsets);
    }

    /** A dictionary has fewer entries to compare than a page has values. */
    @Override
    @Nullable
    Bounds indexedBounds(int[] indexes) {
        boolean[] used = new boolean[dictionary.size()];
        for (int i = 0; i < count; i++) {
            used[indexes[i]] = true;
        }
        BytesBounds found = new BytesBounds(dictionary.data(), dictionary.offsets(), indexes[0]);
        for (int entry = 0; entry < used.length; entry++) {
            if (used[entry]) {
                found.add(entry);
            }
        }
        return bounds(found, dictionary.data(), dictionary.offsets());
    }

    private static @Nullable Bounds bounds(BytesBounds found, byte[] source, int[] ends) {
        byte[] min = Arrays.copyOfRange(source, ends[found.min()], ends[found.min() + 1]);
        byte[] max = Arrays.copyOfRange(source, ends[found.max()], ends[found.max() + 1]);
        return min.length > MOST_BOUND_BYTES || max.length > MOST_BOUND_BYTES ? null : new Bounds(min, max);
    }
}
