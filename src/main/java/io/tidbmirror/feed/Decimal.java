package io.tidbmirror.feed;

/** Strict reading of the unsigned decimals in paths: digits only, no sign, no overflow of a {@code long}. */
final class Decimal {
    /** Not a number, or one above {@link Long#MAX_VALUE}. */
    static final long NONE = -1;

    private static final int RADIX = 10;

    private Decimal() {}

    /** The number in {@code text[from, to)}, leading zeros allowed, or {@link #NONE}. */
    static long parse(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit >= RADIX || value > (Long.MAX_VALUE - digit) / RADIX) {
                return NONE;
            }
            value = value * RADIX + digit;
        }
        return from < to ? value : NONE;
    }

    /** The number if it is written without leading zeros, as timestamps and ids are; else {@link #NONE}. */
    static long parseCanonical(String text) {
        boolean padded = text.length() > 1 && text.charAt(0) == '0';
        return padded ? NONE : parse(text, 0, text.length());
    }
}
