package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** Decimals of up to 18 digits, as unscaled integers. */
final class DecimalParser implements ValueParser {
    private final DecimalText text;
    private final int scale;
    private final long integerBound;

    DecimalParser(int precision, int scale, boolean unsigned) {
        this.text = new DecimalText(precision, scale, unsigned);
        this.scale = scale;
        this.integerBound = Digits.power(precision - scale);
    }

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return form.quoted()
                ? new CsvDecimalCell(form, text.precision(), scale, text.unsigned())
                : ValueParser.super.cell(form);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() ? new CsvDecimalCopy(form, text) : null;
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
            values[slot] = value(bytes, start, to[i], i);
            defined[slot] = 1;
        }
        into.added(count, nulls);
    }

    /** The usual form: digits, a point, and exactly as many digits as the scale. */
    private long value(byte[] bytes, int from, int to, int row) throws BadCellException {
        int start = bytes[from] == '-' ? from + 1 : from;
        int point = to - scale - 1;
        if (scale > 0 && point > start && bytes[point] == '.' && (start == from || !text.unsigned())) {
            long integer = Digits.parse(bytes, start, point - start);
            long fraction = Digits.parse(bytes, point + 1, scale);
            if ((integer | fraction) >= 0 && integer < integerBound) {
                long value = integer * Digits.power(scale) + fraction;
                return start == from ? value : -value;
            }
        }
        byte[] digits = new byte[DecimalText.MOST_DIGITS + Chunk.SLACK];
        boolean negative = text.digits(bytes, from, to, row, digits);
        long value = Digits.parse(digits, 0, text.precision());
        return negative ? -value : value;
    }
}
