package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;

/** Binary values in base64, in quotes. They are decoded for the check only. */
final class CsvBase64Copy extends CsvCopy {
    private final byte quote;
    private final long quotes;
    private byte[] value = new byte[ColumnVector.SLACK];

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

    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        int from = at + 1;
        int to = from;
        long found = 0;
        for (; found == 0 && to < limit(); to += Swar.first(found)) {
            found = Swar.firstZero(Swar.load(bytes, to) ^ quotes);
        }
        if ((byte) word != quote || found == 0 || bytes[to + 1] != end()) {
            return UNUSUAL;
        }
        int length = to + 1 - at;
        if (out + length > room) {
            return FULL;
        }
        if (value.length < length + ColumnVector.SLACK) {
            value = new byte[length + ColumnVector.SLACK];
        }
        int decoded = BinaryParser.base64(bytes, from, to, value, 0);
        if (decoded < 0 || (!settled && decoded > 0 && BinaryParser.isHex(value, 0, decoded))) {
            return UNUSUAL;
        }
        settled |= decoded > 0;
        System.arraycopy(bytes, at, into, out, length);
        return ends(to + 2, out + length);
    }
}
