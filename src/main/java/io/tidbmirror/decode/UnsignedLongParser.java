package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** Unsigned integers of up to 64 bits: BIGINT UNSIGNED and BIT(64), landed as decimals without scale. */
final class UnsignedLongParser implements ValueParser {
    private static final int MOST_DIGITS = 20;

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return form.quoted() ? ValueParser.super.cell(form) : new CsvUnsignedLongCell(form);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() ? null : new CsvUnsignedLongCopy(form);
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int count = cells.count();
        into.reserve(count);
        byte[] bytes = cells.bytes();
        int[] from = cells.from();
        int[] to = cells.to();
        long[] halves = ((DecimalVector) into).halves();
        byte[] defined = into.defined();
        int slot = into.size();
        int nulls = 0;
        for (int i = 0; i < count; i++, slot++) {
            int start = from[i];
            if (start == Cells.NULL) {
                defined[slot] = 0;
                nulls++;
                continue;
            }
            long value = Digits.parse(bytes, start, to[i] - start);
            halves[2 * slot] = 0;
            halves[2 * slot + 1] = value >= 0 ? value : longValue(bytes, start, to[i], i);
            defined[slot] = 1;
        }
        into.added(count, nulls);
    }

    /** Whether that is 19 or 20 digits in the range. */
    static boolean fits(byte[] bytes, int from, int to) {
        try {
            longValue(bytes, from, to, 0);
            return true;
        } catch (BadCellException outside) {
            return false;
        }
    }

    /** 19 or 20 digits, or no unsigned integer at all. */
    static long longValue(byte[] bytes, int from, int to, int row) throws BadCellException {
        int rest = to - from - Digits.SAFE;
        if (rest < 1 || rest > MOST_DIGITS - Digits.SAFE) {
            throw new BadCellException(row, "is not an unsigned 64-bit integer");
        }
        long head = Digits.parse(bytes, from, Digits.SAFE);
        long tail = Digits.parse(bytes, to - rest, rest);
        if (head < 0 || tail < 0) {
            throw new BadCellException(row, "is not an unsigned 64-bit integer");
        }
        long power = Digits.power(rest);
        long value = head * power + tail;
        if (Math.multiplyHigh(head, power) != 0 || Long.compareUnsigned(value, tail) < 0) {
            throw new BadCellException(row, "is outside the range of its type");
        }
        return value;
    }
}
