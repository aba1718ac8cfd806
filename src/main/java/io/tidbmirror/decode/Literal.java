package io.tidbmirror.decode;

import java.util.Arrays;

/** Bytes that are compared with those at a place in a chunk, eight at a time. */
final class Literal {
    /** What no bytes are equal to. */
    static final Literal NEVER = new Literal(new byte[0], Integer.MAX_VALUE / 2);

    private static final int WORD = Long.BYTES;

    private final byte[] padded;
    private final int length;

    private Literal(byte[] padded, int length) {
        this.padded = padded;
        this.length = length;
    }

    static Literal of(byte[] bytes, int from, int to) {
        byte[] padded = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), to - from + WORD);
        return new Literal(padded, to - from);
    }

    int length() {
        return length;
    }

    /** Whether {@code bytes[from, to)} begins with this; reads up to 8 bytes past it. */
    boolean begins(byte[] bytes, int from, int to) {
        if (length > to - from) {
            return false;
        }
        int at = 0;
        for (; at <= length - WORD; at += WORD) {
            if (Swar.load(bytes, from + at) != Swar.load(padded, at)) {
                return false;
            }
        }
        return Swar.head(Swar.load(bytes, from + at) ^ Swar.load(padded, at), length - at) == 0;
    }

    /** Whether {@code bytes[from, to)} is this. */
    boolean is(byte[] bytes, int from, int to) {
        return to - from == length && begins(bytes, from, to);
    }
}
