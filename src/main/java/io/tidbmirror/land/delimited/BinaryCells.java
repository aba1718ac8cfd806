package io.tidbmirror.land.delimited;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** ByteArray: base64 with padding, in quotes. */
final class BinaryCells extends CellWriter {
    private static final byte[] ALPHABET =
            Dialect.bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final int SIX_BITS = 0x3F;
    private static final byte PADDING = '=';

    private byte[] data = new byte[0];
    private int[] offsets = new int[0];

    @Override
    void take(ColumnVector vector) {
        BytesVector bytes = (BytesVector) vector;
        data = bytes.data();
        offsets = bytes.offsets();
    }

    @Override
    int fixedBytes() {
        return 2 + 4;
    }

    @Override
    long variableBytes(int from, int to) {
        return 4L * ((offsets[to] - offsets[from]) / 3);
    }

    @Override
    int value(int row, byte[] out, int start) {
        int at = start;
        out[at++] = Dialect.QUOTE;
        int i = offsets[row];
        int to = offsets[row + 1];
        for (; i + 3 <= to; i += 3) {
            at = group((data[i] & 0xFF) << 16 | (data[i + 1] & 0xFF) << 8 | (data[i + 2] & 0xFF), out, at);
        }
        int left = to - i;
        if (left > 0) {
            at = group((data[i] & 0xFF) << 16 | (left == 2 ? (data[i + 1] & 0xFF) << 8 : 0), out, at);
            out[at - 1] = PADDING;
            if (left == 1) {
                out[at - 2] = PADDING;
            }
        }
        out[at++] = Dialect.QUOTE;
        return at;
    }

    private static int group(int bits, byte[] out, int at) {
        out[at] = ALPHABET[bits >>> 18];
        out[at + 1] = ALPHABET[bits >>> 12 & SIX_BITS];
        out[at + 2] = ALPHABET[bits >>> 6 & SIX_BITS];
        out[at + 3] = ALPHABET[bits & SIX_BITS];
        return at + 4;
    }
}
