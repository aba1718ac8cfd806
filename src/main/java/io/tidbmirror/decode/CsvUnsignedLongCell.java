package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;

/** Unsigned integers of up to 64 bits, not in quotes. */
final class CsvUnsignedLongCell extends CsvCell {
    private long[] halves = new long[0];

    CsvUnsignedLongCell(Form form) {
        super(form);
    }

    @Override
    void take(ColumnVector vector) {
        halves = ((DecimalVector) vector).halves();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        long word = Swar.load(bytes, at);
        if (isNull(word)) {
            return readNull(word, at, row);
        }
        int length = Digits.leading(word);
        long value;
        if (length == 0) {
            return UNUSUAL;
        }
        if (length < Long.BYTES) {
            value = Digits.leadingValue(word, length);
        } else {
            length = Digits.run(bytes, at);
            if (length <= Digits.SAFE) {
                value = Digits.longValue(bytes, at, length);
            } else {
                try {
                    value = UnsignedLongParser.longValue(bytes, at, at + length, row);
                } catch (BadCellException unusual) {
                    return UNUSUAL;
                }
            }
        }
        int end = at + length;
        if (bytes[end] != end()) {
            return UNUSUAL;
        }
        halves[2 * row] = 0;
        halves[2 * row + 1] = value;
        return end + 1;
    }
}
