package io.tidbmirror.change;

import java.util.Arrays;

/** FLOAT and DOUBLE values; a FLOAT is held as the {@code double} of the same value. */
public final class DoubleVector extends ColumnVector {
    private double[] values = new double[SLACK];

    /** One slot a row; a NULL row's slot is unspecified. */
    public double[] values() {
        return values;
    }

    public void add(double value) {
        reserve(1);
        values[size()] = value;
        defined()[size()] = 1;
        added(1, 0);
    }

    @Override
    public long heldBytes() {
        return (long) size() * (Double.BYTES + 1);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? 1 : mix(bits(row));
    }

    private long bits(int row) {
        return Double.doubleToLongBits(values[row]);
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
        System.arraycopy(((DoubleVector) source).values, from, values, size(), to - from);
    }

    @Override
    void exchangeSlots(ColumnVector other) {
        DoubleVector that = (DoubleVector) other;
        double[] own = values;
        values = that.values;
        that.values = own;
    }
}
