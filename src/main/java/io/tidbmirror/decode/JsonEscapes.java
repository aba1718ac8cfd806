package io.tidbmirror.decode;

/** Escapes of JSON strings; without them a string is never longer, so it is rewritten in place. */
final class JsonEscapes {
    private static final int HEX_DIGITS = 4;

    private JsonEscapes() {}

    /**
     * Rewrites a string as UTF-8.
     *
     * @param position of the string, for the message
     * @return its new end
     */
    static int undo(byte[] bytes, int from, int to, int position) throws BadRowException {
        int out = from;
        int at = from;
        while (at < to) {
            if (bytes[at] != '\\') {
                bytes[out++] = bytes[at++];
            } else if (at + 1 < to && bytes[at + 1] == 'u') {
                int code = codePoint(bytes, at, to, position);
                at += code > 0xFFFF ? 12 : 6;
                out = write(code, bytes, out);
            } else {
                bytes[out++] = simple(at + 1 < to ? bytes[at + 1] : 0, position);
                at += 2;
            }
        }
        return out;
    }

    private static byte simple(byte escaped, int position) throws BadRowException {
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new BadRowException(position, "the message is not valid JSON: an unknown escape");
        };
    }

    private static int codePoint(byte[] bytes, int at, int to, int position) throws BadRowException {
        int first = unit(bytes, at, to);
        if (first >= 0 && !isSurrogate(first)) {
            return first;
        }
        int second = unit(bytes, at + 6, to);
        if (first < 0 || second < 0 || !Character.isSurrogatePair((char) first, (char) second)) {
            throw new BadRowException(
                    position, "the message is not valid JSON: half of a surrogate pair, or no hex digits");
        }
        return Character.toCodePoint((char) first, (char) second);
    }

    private static boolean isSurrogate(int unit) {
        return unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
    }

    /** The code unit of an escape that begins here, or -1. */
    private static int unit(byte[] bytes, int at, int to) {
        if (at + 2 + HEX_DIGITS > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int value = 0;
        for (int i = at + 2; i < at + 2 + HEX_DIGITS; i++) {
            int digit = Character.digit(bytes[i], 16);
            value = digit < 0 || value < 0 ? -1 : value << 4 | digit;
        }
        return value;
    }

    private static int write(int code, byte[] bytes, int at) {
        int out = at;
        if (code < 0x80) {
            bytes[out++] = (byte) code;
            return out;
        }
        if (code < 0x800) {
            bytes[out++] = (byte) (0xC0 | code >> 6);
        } else {
            if (code < 0x10000) {
                bytes[out++] = (byte) (0xE0 | code >> 12);
            } else {
                bytes[out++] = (byte) (0xF0 | code >> 18);
                bytes[out++] = (byte) (0x80 | (code >> 12 & 0x3F));
            }
            bytes[out++] = (byte) (0x80 | (code >> 6 & 0x3F));
        }
        bytes[out++] = (byte) (0x80 | (code & 0x3F));
        return out;
    }
}
