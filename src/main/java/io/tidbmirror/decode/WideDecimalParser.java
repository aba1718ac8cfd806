package io.tidbmirror.decode;

import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** Decimals of 19 to 38 digits, as unscaled 128-bit integers. */
final class WideDecimalParser extends CellwiseParser<DecimalVector> {
    private static final int SIGN_SHIFT = 63;

    private final DecimalText text;

    WideDecimalParser(int precision, int scale, boolean unsigned) {
        super(DecimalVector.class);
        this.text = new DecimalText(precision, scale, unsigned);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() ? new CsvDecimalCopy(form, text) : null;
    }

    @Override
    void add(byte[] bytes, int from, int to, int row, DecimalVector into) throws BadCellException {
        byte[] digits = new byte[DecimalText.MOST_DIGITS + Chunk.SLACK];
        boolean negative = text.digits(bytes, from, to, row, digits);
        int length = text.precision();
        int first = length % Digits.SAFE;
        long high = 0;
        long low = first == 0 ? 0 : Digits.parse(digits, 0, first);
        long power = Digits.power(Digits.SAFE);
        for (int i = first; i < length; i += Digits.SAFE) {
            long product = low * power;
            high = high * power + Math.multiplyHigh(low, power) + ((low >> SIGN_SHIFT) & power);
            low = product + Digits.parse(digits, i, Digits.SAFE);
            high += Long.compareUnsigned(low, product) < 0 ? 1 : 0;
        }
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        into.add(high, low);
    }
}
