package io.tidbmirror.decode;

/** Times of day {@code HH:mm:ss} and fractions of a second. */
final class ClockTime {
    static final int LENGTH = 8;

    /** What the methods give for bytes of another form. */
    static final long BAD = -1;

    private static final long PATTERN = 0x30303A30303A3030L;
    private static final long ABOVE = 0x76767F76767F7676L;
    private static final int MICRO_DIGITS = 6;
    private static final long HOUR_MINUTE_SECOND = 0x00FF0000FF0000FFL;

    /** Added to hours, minutes and seconds, gives a high bit from 24, 60 and 60 on. */
    private static final long TOO_MUCH = 0x0044000044000068L;

    private static final long SIX_PATTERN = 0x003030303030302EL;
    private static final long SIX_ABOVE = 0x7676767676767F00L;
    private static final int SIXTY = 60;

    private ClockTime() {}

    /** Seconds since midnight of eight bytes. */
    static int seconds(byte[] bytes, int from) {
        long digits = Swar.load(bytes, from) ^ PATTERN;
        long pairs = Digits.pairs(digits) & HOUR_MINUTE_SECOND;
        if ((((digits + ABOVE) | digits | (pairs + TOO_MUCH)) & Swar.HIGH_BITS) != 0) {
            return (int) BAD;
        }
        int minutes = ((int) pairs & 0xFF) * SIXTY + ((int) (pairs >>> 24) & 0xFF);
        return minutes * SIXTY + (int) (pairs >>> 48);
    }

    /** Microseconds of a point and six digits, the first seven of eight bytes. */
    static long micros(long word) {
        long digits = (word ^ SIX_PATTERN) << Byte.SIZE;
        return (((digits + SIX_ABOVE) | digits) & Swar.HIGH_BITS) != 0 ? BAD : Digits.value(digits);
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
}
