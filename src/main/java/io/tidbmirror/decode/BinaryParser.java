package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.RowForm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Binary values as CSV writes them: base64 or hexadecimal, nothing else accepted. */
final class BinaryParser implements ValueParser {
    private static final byte BAD = -1;
    private static final byte[] BASE64 = table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final byte[] HEX = table("0123456789abcdef");
    private static final int QUAD = 4;
    private static final int TRIPLE = 3;

    /** A bit for each letter of base64 that is a hexadecimal digit: a to f and 0 to 9. */
    private static final long HEX_LETTERS = 0b111111L << 26 | 0b11_1111_1111L << 52;

    private static final int CERTAIN_DIGITS = 16;

    private final BinaryEncoding encoding;

    BinaryParser(BinaryEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return form.quoted() && encoding == BinaryEncoding.BASE64
                ? new CsvBase64Cell(form)
                : ValueParser.super.cell(form);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() && encoding == BinaryEncoding.BASE64 ? new CsvBase64Copy(form) : null;
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
            requireNoHex(values, count);
        }
        values.added(count, nulls);
    }

    /**
     * Hexadecimal digits are letters of base64 too, but values of base64 that are all made of them do not happen by chance:
     * each letter is one of them with a probability of one in four.
     */
    static void requireNoHex(BytesVector values, int rows) throws BadCellException {
        int first = values.size();
        int digits = 0;
        for (int i = 0; i < rows && digits < CERTAIN_DIGITS; i++) {
            int from = values.offsets()[first + i];
            int to = values.offsets()[first + i + 1];
            if (!isHex(values.data(), from, to)) {
                return;
            }
            digits += (to - from) / TRIPLE * QUAD;
            if (digits >= CERTAIN_DIGITS) {
                throw new BadCellException(i, "is hexadecimal and not BASE64; check feed.csv.binary-encoding-method");
            }
        }
    }

    /** Whether bytes are made of letters of base64 that are hexadecimal digits, none of them padding. */
    static boolean isHex(byte[] data, int from, int to) {
        boolean good = (to - from) % TRIPLE == 0;
        for (int at = from; good && at < to; at += TRIPLE) {
            int value = (data[at] & 0xFF) << 16 | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF);
            for (int shift = 0; shift < 24; shift += 6) {
                good &= (HEX_LETTERS >>> (value >>> shift) & 1) != 0;
            }
        }
        return good;
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

    /**
     * Decodes eight letters at a time.
     *
     * @param data has {@link ColumnVector#SLACK} bytes behind what is decoded
     * @return where the value ends in {@code data}, or -1
     */
    static int base64(byte[] bytes, int from, int to, byte[] data, int start) {
        if ((to - from) % QUAD != 0) {
            return BAD;
        }
        int padding = to == from || bytes[to - 1] != '=' ? 0 : bytes[to - 2] != '=' ? 1 : 2;
        int full = padding == 0 ? to : to - QUAD;
        int out = start;
        int at = from;
        for (; at <= full - 2 * QUAD; at += 2 * QUAD) {
            long letters = Swar.load(bytes, at);
            long value = (long) quad((int) letters) << 24 | quad((int) (letters >>> Integer.SIZE));
            if (value < 0) {
                return BAD;
            }
            Swar.store(data, out, Long.reverseBytes(value << 16));
            out += 2 * TRIPLE;
        }
        if (at < full) {
            int value = quad((int) Swar.load(bytes, at));
            if (value < 0) {
                return BAD;
            }
            Swar.store(data, out, Long.reverseBytes((long) value << 40));
            out += TRIPLE;
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

    /** The number that four letters make, the first lowest; negative if one of them is none. */
    private static int quad(int letters) {
        return BASE64[letters & 0xFF] << 18
                | BASE64[letters >>> 8 & 0xFF] << 12
                | BASE64[letters >>> 16 & 0xFF] << 6
                | BASE64[letters >>> 24];
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
