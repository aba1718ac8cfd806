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
        while (at < to) {
            int lead = bytes[at++];
            if (lead < 0) {
                // U+0080 to U+00FF have two bytes, led by C2 or C3
                boolean pair = (lead & 0xFE) == 0xC2 && at < to && (bytes[at] & 0xC0) == 0x80;
                if (!pair) {
                    throw new BadCellException(row, "has a character that stands for no byte");
                }
                lead = lead << 6 | (bytes[at++] & 0x3F);
            }
            data[end++] = (byte) lead;
        }
        into.offsets()[into.size() + 1] = end;
        into.defined()[into.size()] = 1;
        into.added(1, 0);
    }
}
