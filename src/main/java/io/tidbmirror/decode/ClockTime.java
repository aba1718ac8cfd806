package io.tidbmirror.decode;

/** Times of day {@code HH:mm:ss} and fractions of a second. */
final class ClockTime {
    static final int LENGTH = 8;

    /** What the methods give for bytes of another form. */
    static final long BAD = -1;

    private static final long PATTERN = 0x30303A30303A3030L;
    private static final long ABOVE = 0x76767F76767F7676L;
    private static final int MICRO_DIGITS = 6;
    private static final int HOURS = 24;
    private static final int SIXTY = 60;

    private ClockTime() {}

    /** Seconds since midnight of eight bytes. */
    static int seconds(byte[] bytes, int from) {
        long digits = Swar.load(bytes, from) ^ PATTERN;
        int hour = pair(digits, 0);
        int minute = pair(digits, 3);
        int second = pair(digits, 6);
        if ((((digits + ABOVE) | digits) & Swar.HIGH_BITS) != 0
                || hour >= HOURS
                || minute >= SIXTY
                || second >= SIXTY) {
            return (int) BAD;
        }
        return (hour * SIXTY + minute) * SIXTY + second;
    }

    /** The end of a fraction that may begin here, of up to eight digits. */
    static int end(byte[] bytes, int from) {
        return bytes[from] == '.' ? from + 1 + Digits.leading(Swar.load(bytes, from + 1)) : from;
    }

    /** Microseconds of an empty range, or of a point and 1 to 6 digits. */
    static long micros(byte[] bytes, int from, int to) {
        int length = to - from - 1;
        if (length < 0) {
            return 0;
        }
        long digits = bytes[from] == '.' && length <= MICRO_DIGITS ? Digits.parse(bytes, from + 1, length) : BAD;
        return digits < 0 ? BAD : digits * Digits.power(MICRO_DIGITS - length);
    }

    private static int pair(long digits, int index) {
        long two = digits >>> (8 * index);
        return (int) (two & 0xFF) * 10 + (int) (two >>> 8 & 0xFF);
    }
}
