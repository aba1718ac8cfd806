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

    /** A number of 1 to 19 digits that fits a {@code long}, or {@link #BAD}. */
    static long positive(byte[] bytes, int from, int length) {
        if (length <= SAFE) {
            return parse(bytes, from, length);
        }
        long head = parse(bytes, from, SAFE);
        long tail = parse(bytes, from + SAFE, length - SAFE);
        long value = head * 10 + tail;
        return length > SAFE + 1 || (head | tail | value) < 0 ? BAD : value;
    }

    /** How many digits follow each other from here on, of which eight are known; 24 if more. */
    static int run(byte[] bytes, int from) {
        int more = leading(Swar.load(bytes, from + WORD));
        return more < WORD ? WORD + more : 2 * WORD + leading(Swar.load(bytes, from + 2 * WORD));
    }

    /** How many of eight bytes are digits, up to the first that is none. */
    static int leading(long word) {
        long digits = word ^ ZEROS;
        // A carry out of a byte that is no digit changes only those behind it.
        return Swar.first(((digits + ABOVE_NINE) | digits) & Swar.HIGH_BITS);
    }

    /** The number that the first 1 to 8 bytes of a word make, which are digits. */
    static long leadingValue(long word, int length) {
        return value((word ^ ZEROS) << (Long.SIZE - Byte.SIZE * length));
    }

    /** The number that 8 to 18 bytes make, which are digits. */
    static long longValue(byte[] bytes, int from, int length) {
        long head = value(Swar.load(bytes, from) ^ ZEROS);
        int rest = length - WORD;
        if (rest > WORD) {
            head = head * WORD_POWER + value(Swar.load(bytes, from + WORD) ^ ZEROS);
            rest -= WORD;
        }
        return rest == 0 ? head : head * POWERS[rest] + leadingValue(Swar.load(bytes, from + length - rest), rest);
    }

    /** 1 to 8 digits, or {@link #BAD}. */
    private static long word(byte[] bytes, int from, int length) {
        long digits = (Swar.load(bytes, from) ^ ZEROS) << (64 - WORD * length);
        if ((((digits + ABOVE_NINE) | digits) & Swar.HIGH_BITS) != 0) {
            return BAD;
        }
        return value(digits);
    }

    /** Eight digits, each 0 to 9, the first lowest. */
    private static long value(long digits) {
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
