package io.tidbmirror.decode;

/** Decimals in quotes, which are left out, with exactly as many digits behind the point as the scale and no zeros in front. */
final class CsvDecimalCopy extends CsvCopy {
    private final byte quote;
    private final int mostWhole;
    private final int scale;
    private final boolean unsigned;

    CsvDecimalCopy(CsvCell.Form form, DecimalText text) {
        super(form);
        this.quote = form.quote();
        this.mostWhole = text.precision() - text.scale();
        this.scale = text.scale();
        this.unsigned = text.unsigned();
    }

    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        int from = at + 1;
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        long digits = Swar.load(bytes, start);
        int length = Digits.leading(digits);
        if (length == WORD) {
            length = Digits.run(bytes, start);
        }
        boolean zero = (byte) digits == '0';
        int stop = start + length;
        boolean good = (byte) word == quote && length > 0 && (zero ? length == 1 : length <= mostWhole);
        if (scale > 0) {
            good &= bytes[stop] == '.' && Digits.areDigits(bytes, stop + 1, scale);
            stop += 1 + scale;
        }
        if (!good || (negative && (unsigned || (zero && isZero(bytes, stop)))) || bytes[stop] != quote) {
            return UNUSUAL;
        }
        if (bytes[stop + 1] != end()) {
            return UNUSUAL;
        }
        copyShort(bytes, from, into, out);
        if (stop - from > 3 * WORD) {
            copyShort(bytes, from + 3 * WORD, into, out + 3 * WORD);
        }
        return ends(stop + 2, out + stop - from);
    }

    /** Whether the digits behind the point are zeros: a value is never written as minus zero. */
    private boolean isZero(byte[] bytes, int to) {
        int at = to - scale;
        while (at < to && bytes[at] == '0') {
            at++;
        }
        return at == to;
    }
}
