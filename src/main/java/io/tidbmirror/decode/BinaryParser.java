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

    /** What {@link #eight} takes and {@link #put} writes. */
    static final int STEP_LETTERS = 2 * QUAD;

    static final int STEP_BYTES = 2 * TRIPLE;

    /** A bit for each letter of base64 that is a hexadecimal digit: a to f and 0 to 9. */
    private static final long HEX_LETTERS = 0b111111L << 26 | 0b11_1111_1111L << 52;

    /** Eight letters that mean zero. */
    private static final long ZEROS = Swar.spread('A');

    private static final long SMALL = Swar.spread(0x20);
    private static final long FROM_A = Swar.spread(0x80 - 'a');
    private static final long ABOVE_Z = Swar.spread(0x7F - 'z');
    private static final long FROM_SLASH = Swar.spread(0x80 - '/');
    private static final long ABOVE_NINE = Swar.spread(0x7F - '9');
    private static final long PLUS = Swar.spread('+');

    private static final int CERTAIN_DIGITS = 16;

    /** {@link #BASE64} for the first three letters of four, where their bits belong. */
    private static final int[] FIRST = shifted(18);

    private static final int[] SECOND = shifted(12);
    private static final int[] THIRD = shifted(6);

    private final BinaryEncoding encoding;

    BinaryParser(BinaryEncoding encoding) {
        this.encoding = encoding;
    }

    /** A quote that may stand within a value does not end one. */
    @Override
    public CsvCell cell(CsvCell.Form form) {
        boolean ends = form.quoted() && form.quote() != '=' && BASE64[form.quote()] == BAD;
        return ends && encoding == BinaryEncoding.BASE64 ? new CsvBase64Cell(form) : ValueParser.super.cell(form);
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
     * Decodes eight letters at a time; in place of those that the last step lacks stand some that mean zero.
     *
     * @param data has {@link ColumnVector#SLACK} bytes behind what is decoded
     * @return where the value ends in {@code data}, or -1
     */
    static int base64(byte[] bytes, int from, int to, byte[] data, int start) {
        if ((to - from) % QUAD != 0) {
            return BAD;
        }
        int end = to - padding(bytes, from, to);
        int out = start;
        int at = from;
        for (; at <= end - STEP_LETTERS; at += STEP_LETTERS) {
            long value = eight(Swar.load(bytes, at));
            if (value < 0) {
                return BAD;
            }
            put(value, data, out);
            out += STEP_BYTES;
        }
        int left = end - at;
        long value = eight(Swar.head(Swar.load(bytes, at), left) | (ZEROS << (Byte.SIZE * left)));
        int more = left * TRIPLE / QUAD;
        // The letters may say nothing about bytes behind the value.
        if (value < 0 || (value << (16 + Byte.SIZE * more)) != 0) {
            return BAD;
        }
        put(value, data, out);
        return out + more;
    }

    private static int padding(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        int last = bytes[to - 1] == '=' ? 1 : 0;
        return last + (bytes[to - 2] == '=' ? last : 0);
    }

    /** The number of 48 bits that eight letters make, the first lowest; negative if one of them is none. */
    static long eight(long letters) {
        return (long) quad((int) letters) << 24 | quad((int) (letters >>> Integer.SIZE));
    }

    /** Writes the six bytes that eight letters mean, and two more. */
    static void put(long value, byte[] data, int at) {
        Swar.store(data, at, Long.reverseBytes(value << (Long.SIZE - Byte.SIZE * STEP_BYTES)));
    }

    /** The high bit of each byte that is no letter of base64. */
    static long notBase64(long word) {
        long ascii = word & ~Swar.HIGH_BITS;
        long small = ascii | SMALL;
        long letter = (small + FROM_A) & ~(small + ABOVE_Z);
        // The slash stands right before the digits.
        long digit = (ascii + FROM_SLASH) & ~(ascii + ABOVE_NINE);
        long notPlus = (ascii ^ PLUS) + ~Swar.HIGH_BITS;
        return ((~(letter | digit) & notPlus) | word) & Swar.HIGH_BITS;
    }

    /**
     * Whether a range is base64: groups of four, and behind its last letter as many bits that are zero as the padding asks for.
     *
     * @param others how many of the bytes are no letters
     */
    static boolean isBase64(byte[] bytes, int from, int to, int others) {
        int padding = padding(bytes, from, to);
        int unused = (1 << (2 * padding)) - 1;
        return (to - from) % QUAD == 0 && others == padding && (BASE64[bytes[to - 1 - padding] & 0xFF] & unused) == 0;
    }

    /** The number that four letters make, the first lowest; negative if one of them is none. */
    private static int quad(int letters) {
        return FIRST[letters & 0xFF]
                | SECOND[letters >>> 8 & 0xFF]
                | THIRD[letters >>> 16 & 0xFF]
                | BASE64[letters >>> 24];
    }

    private static int[] shifted(int bits) {
        int[] table = new int[BASE64.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = BASE64[i] << bits;
        }
        return table;
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
