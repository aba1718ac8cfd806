package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import java.util.Arrays;

/** The distinct byte strings of a column chunk in order of appearance, found by an open-addressing hash table. */
final class BytesDictionary {
    private static final int MOST_BYTES = 512 << 10;
    private static final int FIRST_ENTRIES = 32;

    /** Few entries in many slots: two of one slot are in each other's way with each value. */
    private static final int FIRST_SLOTS = 256;

    private static final int FIRST_BYTES = 512;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int ROTATION = 29;

    /**
     * Values of up to so many bytes are compared as two words, without a branch that depends on their length: it is the last
     * byte of the second word.
     */
    private static final int SHORT = 2 * Long.BYTES - 1;

    private static final int LENGTH_SHIFT = Long.SIZE - Byte.SIZE;

    /** The second word of a longer value, which no short one has. */
    private static final long LONG = -1L;

    /** What belongs to a short value of each length, in its first and in its second word. */
    private static final long[] FIRST = masks(0);

    private static final long[] SECOND = masks(Long.BYTES);

    private byte[] data = new byte[FIRST_BYTES];
    private int[] offsets = new int[FIRST_ENTRIES + 1];
    private long[] hashes = new long[FIRST_ENTRIES];
    private long[] words = new long[2 * FIRST_ENTRIES];
    private int[] slots = new int[FIRST_SLOTS];
    private int size;

    int size() {
        return size;
    }

    byte[] data() {
        return data;
    }

    int[] offsets() {
        return offsets;
    }

    /** Writes the index of each value; false if there would be too many entries. {@code source} has slack behind it. */
    boolean index(byte[] source, int[] ends, int from, int count, int[] indexes) {
        int before = size;
        int trial = Math.min(count, LongDictionary.TRIAL);
        return index(source, ends, from, 0, trial, indexes)
                && (trial == count
                        || (2 * (size - before) <= trial && index(source, ends, from, trial, count, indexes)));
    }

    /** Hot loop, hence the parameters: arrays in local variables, the tables taken again only after they grew. */
    private boolean index(byte[] source, int[] ends, int from, int begin, int end, int[] indexes) {
        int[] table = slots;
        long[] known = hashes;
        int mask = table.length - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int i = begin; i < end; i++) {
            int start = ends[from + i];
            int length = ends[from + i + 1] - start;
            boolean brief = length <= SHORT;
            long first = brief ? word(source, start) & FIRST[length] : 0;
            long second = brief
                    ? (word(source, start + Long.BYTES) & SECOND[length]) | ((long) length << LENGTH_SHIFT)
                    : LONG;
            long hash = brief ? hash(first, second) : hash(source, start, length);
            int slot = (int) (hash >>> shift);
            int entry = table[slot];
            while (entry != 0
                    && (brief
                            ? !same(first, second, entry - 1)
                            : known[entry - 1] != hash || !same(source, start, length, entry - 1))) {
                slot = (slot + 1) & mask;
                entry = table[slot];
            }
            if (entry == 0) {
                if (size == LongDictionary.MOST_ENTRIES || offsets[size] + length > MOST_BYTES) {
                    return false;
                }
                words[2 * size] = first;
                words[2 * size + 1] = second;
                add(source, start, length, hash);
                entry = size;
                table[slot] = entry;
                if (size == known.length && size < LongDictionary.MOST_ENTRIES) {
                    grow();
                    table = slots;
                    known = hashes;
                    mask = table.length - 1;
                    shift = Long.numberOfLeadingZeros(mask);
                }
            }
            indexes[i] = entry - 1;
        }
        return true;
    }

    private boolean same(long first, long second, int entry) {
        return ((words[2 * entry] ^ first) | (words[2 * entry + 1] ^ second)) == 0;
    }

    /** Compares in words. */
    private boolean same(byte[] source, int start, int length, int entry) {
        int at = offsets[entry];
        if (offsets[entry + 1] - at != length) {
            return false;
        }
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if ((long) PageBuffer.LONGS.get(source, start + i) != (long) PageBuffer.LONGS.get(data, at + i)) {
                return false;
            }
        }
        return i == length || tail(source, start + i, length - i) == tail(data, at + i, length - i);
    }

    private void add(byte[] source, int start, int length, long hash) {
        int at = offsets[size];
        if (at + length + Long.BYTES > data.length) {
            data = Arrays.copyOf(data, Math.max(at + length + Long.BYTES, 2 * data.length));
        }
        System.arraycopy(source, start, data, at, length);
        hashes[size] = hash;
        size++;
        offsets[size] = at + length;
    }

    private void grow() {
        offsets = Arrays.copyOf(offsets, 2 * hashes.length + 1);
        hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        words = Arrays.copyOf(words, 2 * words.length);
        slots = new int[Math.max(slots.length, 2 * hashes.length)];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = (int) (hashes[i] >>> Long.numberOfLeadingZeros(mask));
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /** Bytes of memory. */
    long capacityBytes() {
        return data.length
                + (long) Long.BYTES * (hashes.length + words.length)
                + (long) Integer.BYTES * (offsets.length + slots.length);
    }

    void cut(int kept) {
        size = kept;
    }

    void clear() {
        size = 0;
        Arrays.fill(slots, 0);
    }

    private static long hash(long first, long second) {
        long hash = (first ^ Long.rotateLeft(second * SPREAD, ROTATION)) * SPREAD;
        return (hash ^ (hash >>> Integer.SIZE)) * SPREAD;
    }

    private static long word(byte[] source, int at) {
        return (long) PageBuffer.LONGS.get(source, at);
    }

    private static long[] masks(int from) {
        long[] masks = new long[SHORT + 1];
        for (int length = 0; length <= SHORT; length++) {
            int bytes = Math.max(0, Math.min(Long.BYTES, length - from));
            masks[length] = bytes == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * bytes);
        }
        return masks;
    }

    /** Eight bytes a step; reads up to seven bytes behind the value, which {@link ColumnVector#SLACK} allows. */
    static long hash(byte[] source, int start, int length) {
        long hash = length * SPREAD;
        int at = start;
        int left = length;
        while (left >= Long.BYTES) {
            hash = Long.rotateLeft((hash ^ (long) PageBuffer.LONGS.get(source, at)) * SPREAD, ROTATION);
            at += Long.BYTES;
            left -= Long.BYTES;
        }
        if (left > 0) {
            long word = tail(source, at, left);
            hash = Long.rotateLeft((hash ^ word) * SPREAD, ROTATION);
        }
        return hash * SPREAD;
    }

    /** One to seven bytes as a word; reads behind them, for which both kinds of array have room. */
    private static long tail(byte[] source, int at, int length) {
        return (long) PageBuffer.LONGS.get(source, at) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
    }
}
