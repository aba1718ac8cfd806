package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import java.util.Arrays;

/** Binary values as CSV writes them: base64 or hexadecimal, nothing else accepted. */
final class BinaryParser implements ValueParser {
    private static final byte BAD = -1;
    private static final byte[] BASE64 = table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final byte[] HEX = table("0123456789abcdef");
    private static final int QUAD = 4;
    private static final int CERTAIN_DIGITS = 16;

    private final BinaryEncoding encoding;

    BinaryParser(BinaryEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int count = cells.count();
        BytesVector values = (BytesVector) into;
        values.reserve(count);
        values.reserveBytes(cells.length());
        int[] offsets = values.offsets();
        byte[] defined = values.defined();
        int slot = values.size();
        int end = offsets[slot];
        int nulls = 0;
        for (int i = 0; i < count; i++, slot++) {
            if (cells.from()[i] == Cells.NULL) {
                defined[slot] = 0;
                nulls++;
            } else {
                end = decode(cells.bytes(), cells.from()[i], cells.to()[i], values.data(), end);
                if (end < 0) {
                    throw new BadCellException(
                            i, "is not " + encoding + "; check feed.csv.binary-encoding-method and feed.csv.null");
                }
                defined[slot] = 1;
            }
            offsets[slot + 1] = end;
        }
        if (encoding == BinaryEncoding.BASE64) {
            requireNoHex(cells);
        }
        values.added(count, nulls);
    }

    /**
     * Hexadecimal digits are letters of base64 too, but values of base64 that are all made of them do not happen by chance:
     * each letter is one of them with a probability of one in four.
     */
    private static void requireNoHex(Cells cells) throws BadCellException {
        int digits = 0;
        for (int i = 0; i < cells.count() && digits < CERTAIN_DIGITS; i++) {
            int from = cells.from()[i];
            int to = cells.to()[i];
            if (from != Cells.NULL) {
                for (int at = from; at < to; at++) {
                    if (HEX[cells.bytes()[at] & 0xFF] == BAD) {
                        return;
                    }
                }
                digits += to - from;
            }
            if (digits >= CERTAIN_DIGITS) {
                throw new BadCellException(i, "is hexadecimal and not BASE64; check feed.csv.binary-encoding-method");
            }
        }
    }

    private int decode(byte[] bytes, int from, int to, byte[] data, int start) {
        return switch (encoding) {
            case BASE64 -> base64(bytes, from, to, data, start);
            case HEX -> hex(bytes, from, to, data, start);
        };
    }

    private static int hex(byte[] bytes, int from, int to, byte[] data, int start) {
        if ((to - from) % 2 != 0) {
            return BAD;
        }
        int out = start;
        for (int i = from; i < to; i += 2) {
            int value = HEX[bytes[i] & 0xFF] << 4 | HEX[bytes[i + 1] & 0xFF];
            if (value < 0) {
                return BAD;
            }
            data[out++] = (byte) value;
        }
        return out;
    }

    private static int base64(byte[] bytes, int from, int to, byte[] data, int start) {
        if ((to - from) % QUAD != 0) {
            return BAD;
        }
        int padding = to == from || bytes[to - 1] != '=' ? 0 : bytes[to - 2] != '=' ? 1 : 2;
        int full = padding == 0 ? to : to - QUAD;
        int out = start;
        for (int i = from; i < full; i += QUAD) {
            int value = quad(bytes, i);
            if (value < 0) {
                return BAD;
            }
            data[out] = (byte) (value >> 16);
            data[out + 1] = (byte) (value >> 8);
            data[out + 2] = (byte) value;
            out += 3;
        }
        return padding == 0 ? out : padded(bytes, full, padding, data, out);
    }

    /** The last group: one or two bytes, the bits behind them zero. */
    private static int padded(byte[] bytes, int from, int padding, byte[] data, int start) {
        int third = padding == 2 ? 0 : BASE64[bytes[from + 2] & 0xFF];
        int value = BASE64[bytes[from] & 0xFF] << 18 | BASE64[bytes[from + 1] & 0xFF] << 12 | third << 6;
        int unused = padding == 2 ? 0xFFFF : 0xFF;
        if (value < 0 || (value & unused) != 0) {
            return BAD;
        }
        data[start] = (byte) (value >> 16);
        if (padding == 1) {
            data[start + 1] = (byte) (value >> 8);
        }
        return start + 3 - padding;
    }

    private static int quad(byte[] bytes, int from) {
        return BASE64[bytes[from] & 0xFF] << 18
                | BASE64[bytes[from + 1] & 0xFF] << 12
                | BASE64[bytes[from + 2] & 0xFF] << 6
                | BASE64[bytes[from + 3] & 0xFF];
    }

    private static byte[] table(String alphabet) {
        byte[] table = new byte[256];
        Arrays.fill(table, BAD);
        for (int i = 0; i < alphabet.length(); i++) {
            table[alphabet.charAt(i)] = (byte) i;
        }
        return table;
    }
}
