package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** Decimals of up to 18 digits in quotes, with exactly as many digits behind the point as the scale. */
final class CsvDecimalCell extends CsvCell {
    private final byte quote;
    private final int scale;
    private final long power;
    private final long wholeBound;
    private final boolean unsigned;
    private long[] values = new long[0];

    CsvDecimalCell(Form form, int precision, int scale, boolean unsigned) {
        super(form);
        this.quote = form.quote();
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
        if (bytes[at] != quote) {
            return readNull(Swar.load(bytes, at), at, row);
        }
        boolean negative = bytes[at + 1] == '-';
        int start = negative ? at + 2 : at + 1;
        long word = Swar.load(bytes, start);
        int length = Digits.leading(word);
        long value;
        if (length < Long.BYTES) {
            value = length == 0 ? Digits.BAD : Digits.leadingValue(word, length);
        } else {
            length = Digits.run(bytes, start);
            value = length <= Digits.SAFE ? Digits.longValue(bytes, start, length) : Digits.BAD;
        }
        int end = start + length;
        if (value < 0 || value >= wholeBound || (negative && unsigned)) {
            return UNUSUAL;
        }
        if (scale > 0) {
            long fraction = Digits.parse(bytes, end + 1, scale);
            if (bytes[end] != '.' || fraction < 0) {
                return UNUSUAL;
            }
            value = value * power + fraction;
            end += 1 + scale;
        }
        if (bytes[end] != quote || bytes[end + 1] != end()) {
            return UNUSUAL;
        }
        values[row] = negative ? -value : value;
        return end + 2;
    }
}
