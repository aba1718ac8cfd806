package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** Integers of up to 19 digits, not in quotes. */
final class CsvIntegerCell extends CsvCell {
    /** Tens that may be followed by any digit within a {@code long}. */
    private static final long SAFE_TENS = Long.MAX_VALUE / 10 - 1;

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
            return readNull(bytes, at, row);
        }
        boolean negative = (byte) word == '-';
        int start = at;
        if (negative) {
            start++;
            word = Swar.load(bytes, start);
        }
        int length = Digits.leading(word);
        long magnitude;
        if (length < Long.BYTES) {
            magnitude = length == 0 ? Digits.BAD : Digits.leadingValue(word, length);
        } else {
            length = Digits.run(bytes, start);
            magnitude = longer(bytes, start, length);
        }
        long value = negative ? -magnitude : magnitude;
        if (magnitude < 0 || value < least || value > greatest) {
            return UNUSUAL;
        }
        values[row] = value;
        setValue(row);
        return start + length;
    }

    private static long longer(byte[] bytes, int from, int length) {
        if (length <= Digits.SAFE) {
            return Digits.longValue(bytes, from, length);
        }
        if (length > Digits.SAFE + 1) {
            return Digits.BAD;
        }
        long tens = Digits.longValue(bytes, from, Digits.SAFE);
        return tens > SAFE_TENS ? Digits.BAD : tens * 10 + bytes[from + Digits.SAFE] - '0';
    }
}
