package io.tidbmirror.change;

import java.util.Arrays;

/** Unscaled decimals of 19 to 38 digits as 128-bit two's complement: the high and the low half, two slots a row. */
public final class DecimalVector extends ColumnVector {
    private static final int HALVES = 2;

    private long[] halves = new long[HALVES * SLACK];

    /** High half at {@code 2 * row}, low half behind it; a NULL row's slots are unspecified. */
    public long[] halves() {
        return halves;
    }

    public void add(long high, long low) {
        reserve(1);
        halves[HALVES * size()] = high;
        halves[HALVES * size() + 1] = low;
        defined()[size()] = 1;
        added(1, 0);
    }

    @Override
    public long heldBytes() {
        return (long) size() * (HALVES * Long.BYTES + 1);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? 1 : mix(mix(halves[HALVES * row]) ^ halves[HALVES * row + 1]);
    }

    @Override
    void reserveSlots(int rows) {
        if (HALVES * rows > halves.length) {
            halves = Arrays.copyOf(halves, grown(HALVES * rows, halves.length));
        }
    }

    @Override
    void clearSlot(int row) {
        halves[HALVES * row] = 0;
        halves[HALVES * row + 1] = 0;
    }

    @Override
    void copySlots(ColumnVector source, int from, int to) {
        System.arraycopy(((DecimalVector) source).halves, HALVES * from, halves, HALVES * size(), HALVES * (to - from));
    }

    @Override
    void exchangeSlots(ColumnVector other) {
        DecimalVector that = (DecimalVector) other;
        long[] own = halves;
        halves = that.halves;
        that.halves = own;
    }
}
