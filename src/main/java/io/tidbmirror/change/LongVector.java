package io.tidbmirror.change;

import java.util.Arrays;

/** Values that fit a {@code long}: integers, days, microseconds and decimals of up to 18 digits. */
public final class LongVector extends ColumnVector {
    private long[] values = new long[SLACK];

    /** One slot a row; a NULL row's slot is unspecified. */
    public long[] values() {
        return values;
    }

    public void add(long value) {
        reserve(1);
        values[size()] = value;
        defined()[size()] = 1;
        added(1, 0);
    }

    @Override
    public long heldBytes() {
        return (long) size() * (Long.BYTES + 1);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? 1 : mix(values[row]);
    }

    @Override
    void reserveSlots(int rows) {
        if (rows > values.length) {
            values = Arrays.copyOf(values, grown(rows, values.length));
        }
    }

    @Override
    void clearSlot(int row) {
        values[row] = 0;
    }

    @Override
    void copySlots(ColumnVector source, int from, int to) {
        System.arraycopy(((LongVector) source).values, from, values, size(), to - from);
    }

    @Override
    void exchangeSlots(ColumnVector other) {
        LongVector that = (LongVector) other;
        long[] own = values;
        values = that.values;
        that.values = own;
    }
}
