package io.tidbmirror.decode;

/** Decimal digits into numbers, eight at a time. Reads up to 8 bytes past the digits. */
final class Digits {
    /** What a result is when the bytes are not digits. */
    static final long BAD = -1;

    /** The most digits that always fit a {@code long}. */
    static final int SAFE = 18;

    /** The most digits of a {@code long}. */
    static final int MOST = SAFE + 1;

    private static final long ZEROS = 0x3030303030303030L;
    private static final long ABOVE_NINE = 0x7676767676767676L;
    private static final int WORD = 8;
    private static final long WORD_POWER = 100_000_000L;
    private static final long PAIR = (10L << 8) + 1;
    private static final long FOUR = (100L << 16) + 1;
    private static final long EIGHT = (10_000L << 32) + 1;
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
        long digits = Swar.load(bytes, from) ^ ZEROS;
        long notDigits = (digits + ABOVE_NINE) | digits;
        long value = value(digits);
        int rest = length - WORD;
        if (rest > WORD) {
            digits = Swar.load(bytes, from + WORD) ^ ZEROS;
            notDigits |= (digits + ABOVE_NINE) | digits;
            value = value * WORD_POWER + value(digits);
            rest -= WORD;
        }
        long tail = word(bytes, from + length - rest, rest);
        return (notDigits & Swar.HIGH_BITS) != 0 || tail < 0 ? BAD : value * POWERS[rest] + tail;
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

    /** Whether that many bytes are digits. */
    static boolean areDigits(byte[] bytes, int from, int length) {
        long notDigits = 0;
        int at = 0;
        for (; at + WORD <= length; at += WORD) {
            long digits = Swar.load(bytes, from + at) ^ ZEROS;
            notDigits |= (digits + ABOVE_NINE) | digits;
        }
        // Two steps, since there may be no rest, and a shift by 64 bits is none.
        int half = (Long.SIZE - Byte.SIZE * (length - at)) / 2;
        long digits = ((Swar.load(bytes, from + at) ^ ZEROS) << half) << half;
        notDigits |= (digits + ABOVE_NINE) | digits;
        return (notDigits & Swar.HIGH_BITS) == 0;
    }

    /** How many digits follow each other from here on, of which eight are known; 24 if more. */
    static int run(byte[] bytes, int from) {
        int more = leading(Swar.load(bytes, from + WORD));
        return more < WORD ? WORD + more : 2 * WORD + leading(Swar.load(bytes, from + 2 * WORD));
    }

    /** 1 if the first of eight bytes is a minus, 0 if not. */
    static int minus(long word) {
        return (int) ((((word & 0xFF) ^ '-') - 1) >>> (Long.SIZE - 1));
    }

    /** The high bit of each of eight bytes that is no digit; a carry out of one that is not ASCII changes those behind it. */
    static long others(long word) {
        long digits = word ^ ZEROS;
        return ((digits + ABOVE_NINE) | digits) & Swar.HIGH_BITS;
    }

    /** How many of eight bytes are digits, up to the first that is none. */
    static int leading(long word) {
        return Swar.first(others(word));
    }

    /** The number that the first 1 to 8 bytes of a word make, which are digits. */
    static long leadingValue(long word, int length) {
        return value((word ^ ZEROS) << (Long.SIZE - Byte.SIZE * length));
    }

    /** The number that 8 to 19 bytes make, which are digits; negative if it does not fit a {@code long}. */
    static long longValue(byte[] bytes, int from, int length) {
        long number = value(Swar.load(bytes, from) ^ ZEROS);
        int rest = length - WORD;
        if (rest > WORD) {
            number = number * WORD_POWER + value(Swar.load(bytes, from + WORD) ^ ZEROS);
            rest -= WORD;
        }
        long digits = Swar.load(bytes, from + length - rest) ^ ZEROS;
        // Two steps, since there may be no rest, and a shift by 64 bits is none.
        int half = (Long.SIZE - Byte.SIZE * rest) / 2;
        return number * POWERS[rest] + value((digits << half) << half);
    }

    /** 1 to 8 digits, or {@link #BAD}. */
    private static long word(byte[] bytes, int from, int length) {
        long digits = (Swar.load(bytes, from) ^ ZEROS) << (64 - WORD * length);
        if ((((digits + ABOVE_NINE) | digits) & Swar.HIGH_BITS) != 0) {
            return BAD;
        }
        return value(digits);
    }

    /** In each byte but the last, the number that its digit and the next one make. */
    static long pairs(long digits) {
        return (digits * PAIR) >>> 8;
    }

    /** The number that eight digits make, each 0 to 9, the first lowest: pairs, fours and the whole. */
    static long value(long digits) {
        long pairs = pairs(digits) & 0x00FF00FF00FF00FFL;
        long fours = ((pairs * FOUR) >>> 16) & 0x0000FFFF0000FFFFL;
        return (fours * EIGHT) >>> 32;
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
