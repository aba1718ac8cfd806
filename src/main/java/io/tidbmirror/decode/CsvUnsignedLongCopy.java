package io.tidbmirror.decode;

/** Unsigned integers of up to 64 bits, not in quotes, without zeros in front. */
final class CsvUnsignedLongCopy extends CsvCopy {
    CsvUnsignedLongCopy(CsvCell.Form form) {
        super(form);
    }

    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        int length = Digits.leading(word);
        if (length == WORD) {
            length = Digits.run(bytes, at);
        }
        int stop = at + length;
        boolean zero = (byte) word == '0' && length > 1;
        if (length == 0 || zero || bytes[stop] != end()) {
            return UNUSUAL;
        }
        if (length > Digits.MOST && !UnsignedLongParser.fits(bytes, at, stop)) {
            return UNUSUAL;
        }
        copyShort(bytes, at, into, out);
        return ends(stop + 1, out + length);
    }
}
