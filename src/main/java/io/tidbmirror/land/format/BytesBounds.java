package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;

/**
 * Finds the least and the greatest of many values in the order of unsigned bytes. Values of a column often begin alike, so
 * eight bytes are compared behind what the least and the greatest one so far have in common: what lies between them there
 * needs no second look, and ascending keys differ there, too.
 */
final class BytesBounds {
    private final byte[] data;
    private final int[] ends;
    private int min;
    private int max;
    private int common;
    private long minWord;
    private long maxWord;

    /**
     * Bounds of one value.
     *
     * @param data values back to back, with {@link ColumnVector#SLACK} behind them
     * @param ends value {@code i} ends where value {@code i + 1} begins
     * @param first the first value to look at
     */
    BytesBounds(byte[] data, int[] ends, int first) {
        this.data = data;
        this.ends = ends;
        min = first;
        max = first;
        common = length(first);
        minWord = word(first, common);
        maxWord = minWord;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** Looks at values {@code from} (inclusive) to {@code to} (exclusive). */
    void addAll(int from, int to) {
        int value = between(from, to);
        while (value < to) {
            add(value);
            value = between(value + 1, to);
        }
    }

    /** Hot loop, hence the local variables: the first value that is not certain to lie between the bounds, or the end. */
    private int between(int from, int to) {
        byte[] source = data;
        int[] offsets = ends;
        int shared = common;
        int like = offsets[min];
        long least = minWord;
        long greatest = maxWord;
        int value = from;
        for (; value < to; value++) {
            int start = offsets[value];
            int behind = start + shared;
            if (offsets[value + 1] - behind < Long.BYTES || different(source, start, like, shared) != 0) {
                break;
            }
            long word = Long.reverseBytes((long) PageBuffer.LONGS.get(source, behind)) ^ Long.MIN_VALUE;
            if (word <= least || word >= greatest) {
                break;
            }
        }
        return value;
    }

    /** Zero if the first bytes of two values are the same. */
    private static long different(byte[] source, int start, int other, int bytes) {
        long different = 0;
        for (int i = 0; i < bytes; i += Long.BYTES) {
            long both = (long) PageBuffer.LONGS.get(source, start + i) ^ (long) PageBuffer.LONGS.get(source, other + i);
            int behind = i + Long.BYTES - bytes;
            different |= behind > 0 ? both << (Byte.SIZE * behind) : both;
        }
        return different;
    }

    void add(int value) {
        if (length(value) < common || different(data, ends[value], ends[min], common) != 0) {
            widen(value);
            return;
        }
        long word = word(value, common);
        if (word > minWord && word < maxWord) {
            return;
        }
        if (word < minWord || (word == minWord && compare(value, min) < 0)) {
            min = value;
            minWord = word;
        }
        if (word > maxWord || (word == maxWord && compare(value, max) > 0)) {
            max = value;
            maxWord = word;
        }
    }

    private void widen(int value) {
        if (compare(value, min) < 0) {
            min = value;
        } else if (compare(value, max) > 0) {
            max = value;
        }
        int shorter = Math.min(length(min), length(max));
        common = 0;
        while (common + Long.BYTES <= shorter && raw(min, common) == raw(max, common)) {
            common += Long.BYTES;
        }
        int more = Long.numberOfTrailingZeros(raw(min, common) ^ raw(max, common)) / Byte.SIZE;
        common = Math.min(shorter, common + more);
        minWord = word(min, common);
        maxWord = word(max, common);
    }

    private int length(int value) {
        return ends[value + 1] - ends[value];
    }

    private long raw(int value, int from) {
        return (long) PageBuffer.LONGS.get(data, ends[value] + from);
    }

    /**
     * Eight bytes of a value from {@code from} on, zeros behind its end, such that signed order is the order of unsigned
     * bytes.
     */
    private long word(int value, int from) {
        int length = length(value) - from;
        long word = Long.reverseBytes(raw(value, from));
        if (length < Long.BYTES) {
            word = length == 0 ? 0 : word & (-1L << (Long.SIZE - Byte.SIZE * length));
        }
        return word ^ Long.MIN_VALUE;
    }

    /** Where only zeros differ, the shorter one is less. */
    private int compare(int value, int other) {
        int shorter = Math.min(length(value), length(other));
        for (int i = 0; i < shorter; i += Long.BYTES) {
            int order = Long.compare(word(value, i), word(other, i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(length(value), length(other));
    }
}
