package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;
import org.jspecify.annotations.Nullable;

/** FLOAT and DOUBLE. */
final class DoubleEncoder extends FixedEncoder {
    private double min;
    private double max;
    private boolean ordered;

    DoubleEncoder(int width) {
        super(width);
    }

    @Override
    void load(ColumnVector vector, int from, int to, int nulls, Scratch scratch) {
        double[] values = ((DoubleVector) vector).values();
        byte[] defined = vector.defined();
        long[] dense = scratch.longs(to - from);
        int count = 0;
        boolean single = width() == Float.BYTES;
        for (int row = from; row < to; row++) {
            dense[count] =
                    single ? Float.floatToRawIntBits((float) values[row]) : Double.doubleToRawLongBits(values[row]);
            count += defined[row];
        }
        loaded(dense, 0, count);
        measure(values, defined, from, to);
    }

    /** Without NaN the order of values is clear; with it, Parquet asks for no bounds. */
    private void measure(double[] values, byte[] defined, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        boolean clear = true;
        for (int row = from; row < to; row++) {
            if (defined[row] != 0) {
                double value = values[row];
                clear &= !Double.isNaN(value);
                least = value < least ? value : least;
                greatest = value > greatest ? value : greatest;
            }
        }
        min = least;
        max = greatest;
        ordered = clear;
    }

    @Override
    @Nullable
    Bounds bounds() {
        return count() == 0 || !ordered ? null : new Bounds(bound(bits(min)), bound(bits(max)));
    }

    private long bits(double value) {
        return width() == Float.BYTES ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }
}
