package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;

/**
 * Finds the least and the greatest of many values in the order of unsigned bytes. Values of a column often begin alike, so
 * eight bytes are compared behind what the least and the greatest one so far have in common: what lies between them there
 * needs no second look.
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
        common = length(first) & -Long.BYTES;
        minWord = word(first, common);
        maxWord = minWord;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** Looks at values {@code from} (inclusive) to {@code to} (exclusive). Hot loop. */
    void addAll(int from, int to) {
        for (int value = from; value < to; value++) {
            add(value);
        }
    }

    void add(int value) {
        if (!sharesCommon(value)) {
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

    private boolean sharesCommon(int value) {
        if (length(value) < common) {
            return false;
        }
        for (int i = 0; i < common; i += Long.BYTES) {
            if (raw(value, i) != raw(min, i)) {
                return false;
            }
        }
        return true;
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
