package io.tidbmirror.decode;

/** Escapes of JSON strings. What is written instead of one is never longer. */
final class JsonEscapes {
    /** Of a backslash and a character. */
    static final int SIMPLE_LENGTH = 2;

    /** Of a backslash, u and four hexadecimal digits. */
    static final int UNICODE_LENGTH = 6;

    private static final byte[] SIMPLE = simple();

    private JsonEscapes() {}

    private static byte[] simple() {
        String escaped = "\"\\/bfnrt";
        String plain = "\"\\/\b\f\n\r\t";
        byte[] table = new byte[1 << Byte.SIZE];
        for (int i = 0; i < escaped.length(); i++) {
            table[escaped.charAt(i)] = (byte) plain.charAt(i);
        }
        return table;
    }

    /** Length of the escape that begins with this backslash, 0 if there is none; reads up to 6 bytes. */
    static int length(byte[] bytes, int slash) {
        if (bytes[slash + 1] == 'u') {
            return unit(bytes, slash) < 0 ? 0 : UNICODE_LENGTH;
        }
        return simple(bytes[slash + 1]) == 0 ? 0 : SIMPLE_LENGTH;
    }

    /** What follows a backslash, other than u, as the character that it stands for; 0 if it stands for none. */
    static byte simple(byte escaped) {
        return SIMPLE[escaped & 0xFF];
    }

    /** Length of the escapes of a character: two of them beyond 16 bits. */
    static int length(int codePoint) {
        return codePoint > Character.MAX_VALUE ? 2 * UNICODE_LENGTH : UNICODE_LENGTH;
    }

    /** The character that the escape with four hexadecimal digits here, or the pair of them, stands for; or negative. */
    static int codePoint(byte[] bytes, int slash, int to) {
        int first = bytes[slash + 1] == 'u' ? unit(bytes, slash) : -1;
        if (first < Character.MIN_SURROGATE || first > Character.MAX_SURROGATE) {
            return first;
        }
        int behind = slash + UNICODE_LENGTH;
        boolean pair = behind + UNICODE_LENGTH <= to && bytes[behind] == '\\' && bytes[behind + 1] == 'u';
        int second = pair ? unit(bytes, behind) : 0;
        return Character.isSurrogatePair((char) first, (char) second)
                ? Character.toCodePoint((char) first, (char) second)
                : -1;
    }

    /** The code unit that an escape's four hexadecimal digits give, or negative. */
    private static int unit(byte[] bytes, int slash) {
        int value = 0;
        for (int i = slash + 2; i < slash + UNICODE_LENGTH; i++) {
            value = value << 4 | Character.digit(bytes[i], 16);
        }
        return value;
    }

    /** Writes a character in UTF-8; where it ends. */
    static int write(int code, byte[] bytes, int at) {
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
