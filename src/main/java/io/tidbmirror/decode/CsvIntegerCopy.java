package io.tidbmirror.decode;

/** Integers of up to 19 digits, not in quotes, without zeros in front. */
final class CsvIntegerCopy extends CsvCopy {
    private final long least;
    private final long greatest;
    private final long ends;

    /** Numbers of so many digits are in the range, if their sign is. */
    private final int safeDigits;

    /** Numbers of more digits are not in the range, or have to be looked at. */
    private final int mostDigits;

    /** The first digits of the greatest number, up to eight, in the low bytes; and how far the first eight of a number move there. */
    private final long greatestDigits;

    private final int shift;

    /** All ones if there are no numbers with a minus. */
    private final long unsigned;

    CsvIntegerCopy(CsvCell.Form form, long least, long greatest) {
        super(form);
        this.least = least;
        this.greatest = greatest;
        this.ends = Swar.spread(form.end());
        String digits = Long.toString(greatest);
        this.mostDigits = least > 0 ? 0 : digits.length();
        this.safeDigits = mostDigits - 1;
        this.unsigned = least >= 0 ? -1 : 0;
        int kept = Math.min(WORD, digits.length());
        long text = 0;
        for (int i = 0; i < kept; i++) {
            text = text << Byte.SIZE | digits.charAt(i);
        }
        this.greatestDigits = text;
        this.shift = Byte.SIZE * (WORD - kept);
    }

    /** The end is sought without a look at the sign, and the sign is not branched on, since it often cannot be foreseen. */
    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        int minus = Digits.minus(word);
        long others = Digits.others(word) ^ ((long) minus << 7);
        long found = Swar.firstZero(word ^ ends);
        int length = 0;
        if (found == 0) {
            length = WORD;
            long all = others;
            others = Digits.others(Swar.load(bytes, at + WORD));
            found = Swar.firstZero(Swar.load(bytes, at + WORD) ^ ends);
            if (found == 0) {
                length = 2 * WORD;
                all |= others;
                others = Digits.others(Swar.load(bytes, at + 2 * WORD));
                found = Swar.firstZero(Swar.load(bytes, at + 2 * WORD) ^ ends);
            }
            if (all != 0 || found == 0) {
                return UNUSUAL;
            }
        }
        length += Swar.first(found);
        int digits = length - minus;
        if ((others & ((found & -found) - 1)) != 0 || digits <= 0) {
            return UNUSUAL;
        }
        int start = at + minus;
        if (bytes[start] == '0' && length > 1) {
            return UNUSUAL;
        }
        long less = (Long.reverseBytes(Swar.load(bytes, start)) >>> shift) - greatestDigits;
        long certain = (mostDigits - digits) | ((safeDigits - digits) & ~less) | (-minus & unsigned);
        if (certain < 0 && !isInRange(bytes, start, digits, minus != 0)) {
            return UNUSUAL;
        }
        copyShort(bytes, at, into, out);
        return ends(at + length + 1, out + length);
    }

    private boolean isInRange(byte[] bytes, int start, int length, boolean negative) {
        long size = Digits.positive(bytes, start, length);
        long value = negative ? -size : size;
        return size >= 0 && value >= least && value <= greatest;
    }
}
