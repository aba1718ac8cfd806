package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;

/**
 * Finds the least and the greatest of many values in the order of unsigned bytes. Values of a column often begin alike, so
 * eight bytes are compared behind what the least and the greatest one so far have in common: what lies between them there
 * needs no second look, and ascending keys differ there, too.
 */
final class BytesBounds {
    /** After so many values between the bounds more of them are expected. */
    private static final int CALM = 8;

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

    void add(int value) {
        addAll(value, value + 1);
    }

    /** Looks at values {@code from} (inclusive) to {@code to} (exclusive). */
    void addAll(int from, int to) {
        int value = between(from, to);
        while (value < to) {
            value = between(addSome(value, to), to);
        }
    }

    /**
     * Hot loop, hence the local variables: the first value that is not certain to lie between the bounds, or the end. It changes
     * nothing, which makes it twice as fast as {@link #addSome} where new bounds are rare.
     */
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
            long word = ordered((long) PageBuffer.LONGS.get(source, behind), Long.BYTES);
            if (word <= least || word >= greatest) {
                break;
            }
        }
        return value;
    }

    /**
     * The hot loop of values that ascend, or of which many begin as the least or the greatest one does: looks at one value at
     * least and goes on until several in a row lie between the bounds, or one does not begin as they do.
     *
     * @return the first value that was not looked at
     */
    private int addSome(int from, int to) {
        byte[] source = data;
        int[] offsets = ends;
        int shared = common;
        int like = offsets[min];
        int least = min;
        int greatest = max;
        long leastWord = minWord;
        long greatestWord = maxWord;
        int value = from;
        boolean alike = true;
        for (int calm = 0; value < to && calm < CALM; value++, calm++) {
            int start = offsets[value];
            int more = offsets[value + 1] - start - shared;
            alike = more > 0 && different(source, start, like, shared) == 0;
            if (!alike) {
                break;
            }
            long word = ordered((long) PageBuffer.LONGS.get(source, start + shared), more);
            if (word > leastWord && word < greatestWord) {
                continue;
            }
            calm = 0;
            if (word < leastWord || (word == leastWord && compare(value, least, shared) < 0)) {
                least = value;
                leastWord = word;
            } else if (word > greatestWord || (word == greatestWord && compare(value, greatest, shared) > 0)) {
                greatest = value;
                greatestWord = word;
            }
        }
        min = least;
        max = greatest;
        minWord = leastWord;
        maxWord = greatestWord;
        if (!alike) {
            widen(value++);
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

    private void widen(int value) {
        if (compare(value, min, 0) < 0) {
            min = value;
        } else if (compare(value, max, 0) > 0) {
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

    /** Eight bytes of a value from {@code from} on, zeros behind its end, in order. */
    private long word(int value, int from) {
        int more = length(value) - from;
        return more == 0 ? Long.MIN_VALUE : ordered(raw(value, from), more);
    }

    /** The first {@code bytes} bytes of a word, zeros behind them, such that signed order is the order of unsigned bytes. */
    private static long ordered(long word, int bytes) {
        long reversed = Long.reverseBytes(word);
        if (bytes < Long.BYTES) {
            reversed &= -1L << (Long.SIZE - Byte.SIZE * bytes);
        }
        return reversed ^ Long.MIN_VALUE;
    }

    /** Compares values that are the same up to {@code from}; what lies behind the end of the shorter one does not count. */
    private int compare(int value, int other, int from) {
        byte[] source = data;
        int start = ends[value];
        int like = ends[other];
        int length = ends[value + 1] - start;
        int otherLength = ends[other + 1] - like;
        int shorter = Math.min(length, otherLength);
        for (int i = from; i < shorter; i += Long.BYTES) {
            long word = (long) PageBuffer.LONGS.get(source, start + i);
            long otherWord = (long) PageBuffer.LONGS.get(source, like + i);
            if (word != otherWord) {
                int same = i + Long.numberOfTrailingZeros(word ^ otherWord) / Byte.SIZE;
                if (same < shorter) {
                    return Long.compareUnsigned(Long.reverseBytes(word), Long.reverseBytes(otherWord));
                }
                break;
            }
        }
        return Integer.compare(length, otherLength);
    }
}
