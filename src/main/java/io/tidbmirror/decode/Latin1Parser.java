package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;

/** Binary values as canal-json writes them: each byte as the character of that number (ISO-8859-1), here in UTF-8. */
final class Latin1Parser extends CellwiseParser<BytesVector> {
    Latin1Parser() {
        super(BytesVector.class);
    }

    @Override
    void add(byte[] bytes, int from, int to, int row, BytesVector into) throws BadCellException {
        into.reserve(1);
        into.reserveBytes(to - from);
        byte[] data = into.data();
        int end = into.offsets()[into.size()];
        int at = from;
        int strange = 0;
        while (at < to) {
            // U+0080 to U+00FF have two bytes, led by C2 or C3; no branch on that, since bytes are as good as random
            int lead = bytes[at];
            int pair = lead >>> (Integer.SIZE - 1);
            int next = bytes[at + 1];
            strange |= -pair & (((lead & 0xFE) ^ 0xC2) | ((next & 0xC0) ^ 0x80));
            data[end++] = (byte) ((lead << (6 * pair)) | (next & 0x3F & -pair));
            at += 1 + pair;
        }
        if (strange != 0 || at > to) {
            throw new BadCellException(row, "has a character that stands for no byte");
        }
        into.offsets()[into.size() + 1] = end;
        into.defined()[into.size()] = 1;
        into.added(1, 0);
    }
}
