package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;

/** FLOAT and DOUBLE, not in quotes. */
final class CsvFloatCell extends CsvCell {
    /** The longest number that is sought for; others are unusual. */
    private static final int MOST_BYTES = 32;

    private final FloatParser parser;
    private final long ends;
    private double[] values = new double[0];

    CsvFloatCell(Form form, FloatParser parser) {
        super(form);
        this.parser = parser;
        this.ends = Swar.spread(form.end());
    }

    @Override
    void take(ColumnVector vector) {
        values = ((DoubleVector) vector).values();
    }

    /**
     * Reads up to 18 digits with a point among them, neither first nor last, where numbers have one. The end is sought
     * first: the next cell need not wait for the digits then.
     */
    @Override
    int read(byte[] bytes, int at, int row) {
        long word = Swar.load(bytes, at);
        if (isNull(word)) {
            return readNull(word, at, row);
        }
        int stop = stop(bytes, at, word);
        boolean negative = (byte) word == '-';
        int start = at;
        if (negative) {
            start++;
            word = Swar.load(bytes, start);
        }
        int whole = Digits.leading(word);
        int point = start + whole;
        int fraction = stop - point - 1;
        if (whole == 0 || whole == Long.BYTES || whole + fraction > Digits.SAFE || bytes[point] != '.') {
            return readAny(bytes, at, stop, row);
        }
        long digits = Digits.parse(bytes, point + 1, fraction);
        if (digits < 0) {
            return readAny(bytes, at, stop, row);
        }
        digits += Digits.leadingValue(word, whole) * Digits.power(fraction);
        return put(parser.scaled(digits, fraction, negative, bytes, at, stop), stop, row);
    }

    /** Where the byte behind the cells is first; {@link #MOST_BYTES} further if it is not near. */
    private int stop(byte[] bytes, int at, long first) {
        long found = Swar.firstZero(first ^ ends);
        int stop = at;
        while (found == 0 && stop - at < MOST_BYTES) {
            stop += Long.BYTES;
            found = Swar.firstZero(Swar.load(bytes, stop) ^ ends);
        }
        return found == 0 ? stop : stop + Swar.first(found);
    }

    private int readAny(byte[] bytes, int at, int stop, int row) {
        if (bytes[stop] != end()) {
            return UNUSUAL;
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
        return stop + 1;
    }
}
