package io.tidbmirror.decode;

import java.util.Arrays;

/**
 * Bytes that are compared with those at a place in a chunk. Hot: the first 32 are compared at once, whatever their number,
 * since a loop that ends at another byte each time costs more than the comparison.
 */
final class Literal {
    /** What no bytes are equal to. */
    static final Literal NEVER = new Literal(new byte[Literal.AT_ONCE], Integer.MAX_VALUE / 2);

    private static final int WORD = Long.BYTES;
    private static final int AT_ONCE = 4 * WORD;

    private final byte[] padded;
    private final int length;
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;
    private final long firstMask;
    private final long secondMask;
    private final long thirdMask;
    private final long fourthMask;

    private Literal(byte[] padded, int length) {
        this.padded = padded;
        this.length = length;
        this.first = Swar.load(padded, 0);
        this.second = Swar.load(padded, WORD);
        this.third = Swar.load(padded, 2 * WORD);
        this.fourth = Swar.load(padded, 3 * WORD);
        this.firstMask = mask(length);
        this.secondMask = mask(length - WORD);
        this.thirdMask = mask(length - 2 * WORD);
        this.fourthMask = mask(length - 3 * WORD);
    }

    private static long mask(int bytes) {
        return bytes >= WORD ? -1 : Swar.head(-1, Math.max(0, bytes));
    }

    static Literal of(byte[] bytes, int from, int to) {
        byte[] padded = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), to - from + AT_ONCE);
        return new Literal(padded, to - from);
    }

    int length() {
        return length;
    }

    /** Whether {@code bytes[from, to)} begins with this; at least {@link Chunk#SLACK} bytes lie behind it. */
    boolean begins(byte[] bytes, int from, int to) {
        if (length > to - from) {
            return false;
        }
        long different = ((Swar.load(bytes, from) ^ first) & firstMask)
                | ((Swar.load(bytes, from + WORD) ^ second) & secondMask)
                | ((Swar.load(bytes, from + 2 * WORD) ^ third) & thirdMask)
                | ((Swar.load(bytes, from + 3 * WORD) ^ fourth) & fourthMask);
        return different == 0
                && (length <= AT_ONCE || Arrays.equals(bytes, from + AT_ONCE, from + length, padded, AT_ONCE, length));
    }

    /** Whether {@code bytes[from, to)} is this. */
    boolean is(byte[] bytes, int from, int to) {
        return to - from == length && begins(bytes, from, to);
    }
}
