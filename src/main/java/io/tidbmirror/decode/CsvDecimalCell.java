package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** Decimals of up to 18 digits in quotes, with exactly as many digits behind the point as the scale. */
final class CsvDecimalCell extends CsvCell {
    private final int scale;
    private final long power;
    private final long wholeBound;
    private final boolean unsigned;
    private long[] values = new long[0];

    CsvDecimalCell(Form form, int precision, int scale, boolean unsigned) {
        super(form);
        this.scale = scale;
        this.power = Digits.power(scale);
        this.wholeBound = Digits.power(precision - scale);
        this.unsigned = unsigned;
    }

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        if (bytes[at] != form().quote()) {
            return readNull(bytes, at, row);
        }
        boolean negative = bytes[at + 1] == '-';
        int start = negative ? at + 2 : at + 1;
        int point = start + Digits.run(bytes, start);
        long value = Digits.parse(bytes, start, point - start);
        int end = point;
        boolean usual = value >= 0 && value < wholeBound && !(negative && unsigned);
        if (scale > 0) {
            long fraction = Digits.parse(bytes, point + 1, scale);
            usual &= bytes[point] == '.' && fraction >= 0;
            value = value * power + fraction;
            end = point + 1 + scale;
        }
        if (!usual || bytes[end] != form().quote()) {
            return UNUSUAL;
        }
        values[row] = negative ? -value : value;
        setValue(row);
        return end + 1;
    }
}
