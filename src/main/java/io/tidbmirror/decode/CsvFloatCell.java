package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;

/** FLOAT and DOUBLE, not in quotes. */
final class CsvFloatCell extends CsvCell {
    /** The longest number that is sought for; others are unusual. */
    private static final int MOST_BYTES = 32;

    private final FloatParser parser;
    private final byte end;
    private final long ends;
    private double[] values = new double[0];

    CsvFloatCell(Form form, FloatParser parser) {
        super(form);
        this.parser = parser;
        this.end = form.end();
        this.ends = Swar.spread(end);
    }

    @Override
    void take(ColumnVector vector) {
        values = ((DoubleVector) vector).values();
    }

    /** Reads up to 18 digits with a point among them, which is not the first, where numbers have one. */
    @Override
    int read(byte[] bytes, int at, int row) {
        long word = Swar.load(bytes, at);
        if (isNull(word)) {
            return readNull(bytes, at, row);
        }
        boolean negative = (byte) word == '-';
        int start = at;
        if (negative) {
            start++;
            word = Swar.load(bytes, start);
        }
        int whole = Digits.leading(word);
        int point = start + whole;
        if (whole == 0 || whole == Long.BYTES || bytes[point] != '.') {
            return readAny(bytes, at, row);
        }
        long rest = Swar.load(bytes, point + 1);
        int fraction = Digits.leading(rest);
        long digits;
        if (fraction < Long.BYTES) {
            digits = fraction == 0 ? Digits.BAD : Digits.leadingValue(rest, fraction);
        } else {
            fraction = Digits.run(bytes, point + 1);
            digits = whole + fraction <= Digits.SAFE ? Digits.longValue(bytes, point + 1, fraction) : Digits.BAD;
        }
        int stop = point + 1 + fraction;
        if (digits < 0 || bytes[stop] != end) {
            return readAny(bytes, at, row);
        }
        digits += Digits.leadingValue(word, whole) * Digits.power(fraction);
        return put(parser.scaled(digits, fraction, negative, bytes, at, stop), stop, row);
    }

    private int readAny(byte[] bytes, int at, int row) {
        int stop = at;
        long found = 0;
        while (found == 0 && stop - at < MOST_BYTES) {
            found = Swar.zeros(Swar.load(bytes, stop) ^ ends);
            stop += Swar.first(found);
        }
        try {
            return put(parser.value(bytes, at, stop, row), stop, row);
        } catch (BadCellException unusual) {
            return UNUSUAL;
        }
    }

    private int put(double value, int stop, int row) {
        if (parser.isRefused(value)) {
            return UNUSUAL;
        }
        values[row] = value;
        setValue(row);
        return stop;
    }
}
