package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** Integers of up to 19 digits, not in quotes. */
final class CsvIntegerCell extends CsvCell {
    private final long least;
    private final long greatest;
    private long[] values = new long[0];

    CsvIntegerCell(Form form, long least, long greatest) {
        super(form);
        this.least = least;
        this.greatest = greatest;
    }

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        long word = Swar.load(bytes, at);
        if (isNull(word)) {
            return readNull(word, at, row);
        }
        boolean negative = (byte) word == '-';
        int start = at;
        if (negative) {
            start++;
            word = Swar.load(bytes, start);
        }
        int length = Digits.leading(word);
        long value;
        if (length < Long.BYTES) {
            value = length == 0 ? Digits.BAD : Digits.leadingValue(word, length);
        } else {
            length = Digits.run(bytes, start);
            value = length > Digits.MOST ? Digits.BAD : Digits.longValue(bytes, start, length);
        }
        int end = start + length;
        if (value < 0 || bytes[end] != end()) {
            return UNUSUAL;
        }
        value = negative ? -value : value;
        if (value < least || value > greatest) {
            return UNUSUAL;
        }
        values[row] = value;
        return end + 1;
    }
}
