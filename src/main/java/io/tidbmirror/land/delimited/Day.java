package io.tidbmirror.land.delimited;

/** Days of the proleptic Gregorian calendar as {@code yyyy-MM-dd}; years 0 to 9999. */
final class Day {
    static final int LENGTH = 10;

    private static final int EPOCH_DAYS = 719_468;
    private static final int CYCLE_DAYS = 146_097;
    private static final int CYCLE_YEARS = 400;

    /** Days whose digits are kept, by their lowest bits: those of a column lie close together. */
    private static final int KEPT = 256;

    private final long[] keptDays = new long[KEPT];
    private final long[] keptDigits = new long[KEPT];

    int put(long days, byte[] out, int at) {
        int slot = (int) days & (KEPT - 1);
        long digits = keptDigits[slot];
        if (digits == 0 || keptDays[slot] != days) {
            digits = Digits.ascii(number(days));
            keptDigits[slot] = digits;
            keptDays[slot] = days;
        }
        long dashed = (digits & 0xFFFF_FFFFL) | (long) '-' << 32 | (digits & 0xFFFF_0000_0000L) << 8 | (long) '-' << 56;
        Digits.LONGS.set(out, at, dashed);
        out[at + 8] = (byte) (digits >>> 48);
        out[at + 9] = (byte) (digits >>> 56);
        return at + LENGTH;
    }

    /** The eight digits of a day as a number, counted in years that begin in March, so that the leap day is the last. */
    private static long number(long days) {
        long shifted = days + EPOCH_DAYS;
        long cycle = Math.floorDiv(shifted, CYCLE_DAYS);
        int day = (int) (shifted - cycle * CYCLE_DAYS);
        int year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        long civil = cycle * CYCLE_YEARS + year + (month <= 2 ? 1 : 0);
        return civil * 10_000 + month * 100L + (dayOfYear - (153 * march + 2) / 5 + 1);
    }
}
