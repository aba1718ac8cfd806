package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;

/** Binary values in base64, in quotes. Only the first ones of a block are decoded. */
final class CsvBase64Copy extends CsvCopy {
    private final byte quote;
    private final long quotes;

    /** Whether a value of this block was seen that is not hexadecimal. */
    private boolean settled;

    CsvBase64Copy(CsvCell.Form form) {
        super(form);
        this.quote = form.quote();
        this.quotes = Swar.spread(quote);
    }

    @Override
    void begin(int to) {
        super.begin(to);
        settled = false;
    }

    /** Copies while the end is sought, and counts what are no letters: that has to be the padding. */
    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int start, int room) {
        int from = at + 1;
        int to = from;
        int out = start + 1;
        int others = 0;
        into[start] = quote;
        long found = 0;
        long bad = 0;
        while (to < limit() && out < room) {
            long letters = Swar.load(bytes, to);
            Swar.store(into, out, letters);
            found = Swar.firstZero(letters ^ quotes);
            bad = BinaryParser.notBase64(letters);
            if (found != 0) {
                break;
            }
            others += Long.bitCount(bad);
            to += WORD;
            out += WORD;
        }
        if (found == 0) {
            return to < limit() ? FULL : UNUSUAL;
        }
        others += Long.bitCount(bad & ((found & -found) - 1));
        to += Swar.first(found);
        boolean good = (byte) word == quote && bytes[to + 1] == end();
        if (!good || !BinaryParser.isBase64(bytes, from, to, others) || !(settled || settle(bytes, from, to))) {
            return UNUSUAL;
        }
        return ends(to + 2, start + to + 1 - at);
    }

    /** Whether a value, decoded, is none that is hexadecimal. */
    private boolean settle(byte[] bytes, int from, int to) {
        byte[] value = new byte[to - from + ColumnVector.SLACK];
        int decoded = BinaryParser.base64(bytes, from, to, value, 0);
        settled = decoded > 0 && !BinaryParser.isHex(value, 0, decoded);
        return settled || decoded == 0;
    }
}
