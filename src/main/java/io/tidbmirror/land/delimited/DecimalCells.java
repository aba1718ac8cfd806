package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** Decimals of up to 18 digits, all digits of the scale written. */
final class DecimalCells extends CellWriter {
    private final int scale;
    private final long power;
    private long[] values = new long[0];

    DecimalCells(int scale) {
        long ten = 1;
        for (int i = 0; i < scale; i++) {
            ten *= 10;
        }
        this.scale = scale;
        this.power = ten;
    }

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int fixedBytes() {
        return Digits.MOST_BYTES + 2;
    }

    @Override
    int value(int row, byte[] out, int start) {
        long value = values[row];
        if (scale == 0) {
            return Digits.put(value, out, start);
        }
        int at = start;
        if (value < 0) {
            out[at++] = '-';
            value = -value;
        }
        long whole = value / power;
        at = Digits.unsigned(whole, out, at);
        out[at++] = '.';
        return Digits.padded(value - whole * power, scale, out, at);
    }
}
