package io.tidbmirror.decode;

/** FLOAT and DOUBLE, not in quotes, of up to 24 bytes and without exponent, so that they are in the range of their type. */
final class CsvFloatCopy extends CsvCopy {
    private static final int MOST_LENGTH = 3 * WORD;

    private final boolean unsigned;

    CsvFloatCopy(CsvCell.Form form, boolean unsigned) {
        super(form);
        this.unsigned = unsigned;
    }

    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        boolean negative = (byte) word == '-';
        int start = negative ? at + 1 : at;
        long digits = negative ? Swar.load(bytes, start) : word;
        int whole = digits(bytes, start, digits);
        int stop = start + whole;
        boolean good = whole > 0 && ((byte) digits != '0' || whole == 1) && !(negative && unsigned);
        if (bytes[stop] == '.') {
            int fraction = digits(bytes, stop + 1, Swar.load(bytes, stop + 1));
            stop += 1 + fraction;
            good &= fraction > 0;
        }
        if (!good || stop - at > MOST_LENGTH || bytes[stop] != end()) {
            return UNUSUAL;
        }
        copyShort(bytes, at, into, out);
        return ends(stop + 1, out + stop - at);
    }

    private static int digits(byte[] bytes, int from, long word) {
        int length = Digits.leading(word);
        return length < WORD ? length : Digits.run(bytes, from);
    }
}
