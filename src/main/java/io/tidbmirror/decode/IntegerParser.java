package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** Integers that fit a {@code long}, within the bounds of their type. */
final class IntegerParser implements ValueParser {
    private final long least;
    private final long greatest;

    IntegerParser(long least, long greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return form.quoted() ? ValueParser.super.cell(form) : new CsvIntegerCell(form, least, greatest);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() ? null : new CsvIntegerCopy(form, least, greatest);
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int count = cells.count();
        into.reserve(count);
        byte[] bytes = cells.bytes();
        int[] from = cells.from();
        int[] to = cells.to();
        long[] values = ((LongVector) into).values();
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
            int sign = bytes[start] == '-' ? 1 : 0;
            int length = to[i] - start - sign;
            long magnitude = Digits.parse(bytes, start + sign, length);
            long value = magnitude >= 0 ? (sign == 0 ? magnitude : -magnitude) : longValue(bytes, start, to[i], i);
            if (value < least || value > greatest) {
                throw new BadCellException(i, "is outside the range of its type");
            }
            values[slot] = value;
            defined[slot] = 1;
        }
        into.added(count, nulls);
    }

    /** 19 digits, or no integer at all. */
    private static long longValue(byte[] bytes, int from, int to, int row) throws BadCellException {
        int sign = bytes[from] == '-' ? 1 : 0;
        int digits = to - from - sign;
        if (digits != Digits.SAFE + 1) {
            throw new BadCellException(
                    row, digits > Digits.SAFE ? "is outside the range of its type" : "is not an integer");
        }
        long head = Digits.parse(bytes, from + sign, Digits.SAFE);
        long tail = Digits.parse(bytes, to - 1, 1);
        if (head < 0 || tail < 0) {
            throw new BadCellException(row, "is not an integer");
        }
        // Negative numbers reach one further, so go there; one that reaches too far comes out positive.
        long value = -head * 10 - tail;
        if (value > 0 || (sign == 0 && value == Long.MIN_VALUE)) {
            throw new BadCellException(row, "is outside the range of its type");
        }
        return sign == 0 ? -value : value;
    }
}
