package io.tidbmirror.decode;

/** Integers of up to 19 digits, not in quotes, without zeros in front. */
final class CsvIntegerCopy extends CsvCopy {
    private final long least;
    private final long greatest;

    /** Numbers of so many digits are in the range, if their sign is. */
    private final int safeDigits;

    CsvIntegerCopy(CsvCell.Form form, long least, long greatest) {
        super(form);
        this.least = least;
        this.greatest = greatest;
        this.safeDigits = least > 0 ? 0 : Long.toString(greatest).length() - 1;
    }

    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        boolean negative = (byte) word == '-';
        int start = negative ? at + 1 : at;
        long digits = negative ? Swar.load(bytes, start) : word;
        int length = Digits.leading(digits);
        if (length == WORD) {
            length = Digits.run(bytes, start);
        }
        int stop = start + length;
        boolean zero = (byte) digits == '0' && stop - at > 1;
        if (length == 0 || zero || bytes[stop] != end()) {
            return UNUSUAL;
        }
        if ((length > safeDigits || (negative && least >= 0)) && !isInRange(bytes, start, length, negative)) {
            return UNUSUAL;
        }
        copyShort(bytes, at, into, out);
        return ends(stop + 1, out + stop - at);
    }

    private boolean isInRange(byte[] bytes, int start, int length, boolean negative) {
        long size = Digits.positive(bytes, start, length);
        long value = negative ? -size : size;
        return size >= 0 && value >= least && value <= greatest;
    }
}
