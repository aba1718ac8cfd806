package io.tidbmirror.decode;

/** Decimal digits into numbers, eight at a time. Reads up to 8 bytes past the digits. */
final class Digits {
    /** What a result is when the bytes are not digits. */
    static final long BAD = -1;

    /** The most digits that always fit a {@code long}. */
    static final int SAFE = 18;

    private static final long ZEROS = 0x3030303030303030L;
    private static final long ABOVE_NINE = 0x7676767676767676L;
    private static final int WORD = 8;
    private static final int LONGEST_RUN = 3 * WORD;
    private static final long WORD_POWER = 100_000_000L;
    private static final long PAIRS = 0x000000FF000000FFL;
    private static final long[] POWERS = powers();

    private Digits() {}

    /** 10 to the given power, 0 to 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** A number of 1 to 18 digits, or {@link #BAD}. */
    static long parse(byte[] bytes, int from, int length) {
        if (length <= WORD) {
            return length <= 0 ? BAD : word(bytes, from, length);
        }
        if (length > SAFE) {
            return BAD;
        }
        long value = 0;
        int head = length & (WORD - 1);
        int position = from;
        if (head > 0) {
            value = word(bytes, from, head);
            position += head;
        }
        for (; position < from + length; position += WORD) {
            long next = word(bytes, position, WORD);
            if ((value | next) < 0) {
                return BAD;
            }
            value = value * WORD_POWER + next;
        }
        return value;
    }

    /** How many digits follow each other from here on; 24 if more. */
    static int run(byte[] bytes, int from) {
        int length = 0;
        long others = others(bytes, from);
        while (others == 0 && length < LONGEST_RUN - WORD) {
            length += WORD;
            others = others(bytes, from + length);
        }
        return length + Swar.first(others);
    }

    /** Marks bytes that are no digits, the first of them for certain. */
    private static long others(byte[] bytes, int from) {
        long digits = Swar.load(bytes, from) ^ ZEROS;
        return ((digits + ABOVE_NINE) | digits) & Swar.HIGH_BITS;
    }

    /** 1 to 8 digits, or {@link #BAD}. */
    private static long word(byte[] bytes, int from, int length) {
        long digits = (Swar.load(bytes, from) ^ ZEROS) << (64 - WORD * length);
        if ((((digits + ABOVE_NINE) | digits) & Swar.HIGH_BITS) != 0) {
            return BAD;
        }
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & PAIRS) * 0x000F424000000064L + ((pairs >>> 16) & PAIRS) * 0x0000271000000001L) >>> 32;
    }

    private static long[] powers() {
        long[] powers = new long[SAFE + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }
}
