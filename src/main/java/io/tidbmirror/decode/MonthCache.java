package io.tidbmirror.decode;

/** The days of months that were met lately, each found by the text of its year and month: dates need not be computed then. */
final class MonthCache {
    /** What {@link #find} gives for what is no month of the calendar. */
    static final int NONE = 0;

    private static final int LENGTH_BITS = 5;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    private static final long DAY = 0x30302DL;
    private static final int SLOT_BITS = 8;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] texts = new long[1 << SLOT_BITS];
    private final int[] months = new int[1 << SLOT_BITS];

    /**
     * A month.
     *
     * @param text a quote and {@code yyyy-MM}
     */
    int find(long text) {
        int slot = (int) ((text * SPREAD) >>> (Long.SIZE - SLOT_BITS));
        if (texts[slot] != text) {
            texts[slot] = text;
            months[slot] = month(text);
        }
        return months[slot];
    }

    /**
     * Whether that is a day of the calendar.
     *
     * @param text a quote and {@code yyyy-MM}
     * @param rest begins with {@code -dd}
     */
    boolean isDay(long text, long rest) {
        long digits = rest ^ DAY;
        int ones = (int) (digits >>> 16) & 0xFF;
        int day = (int) (digits >>> 8 & 0xFF) * 10 + ones;
        return (digits & 0xFF) == 0 && ones <= 9 && day > 0 && day <= length(find(text));
    }

    /** Days of a month, 0 of {@link #NONE}. */
    static int length(int month) {
        return month & LENGTH_MASK;
    }

    /** Days from 1970-01-01 to the day before the month's first. */
    static int daysBefore(int month) {
        return month >> LENGTH_BITS;
    }

    private static int month(long text) {
        byte[] first = {0, 0, 0, 0, 0, 0, 0, 0, '-', '0', '1', 0, 0, 0, 0, 0};
        Swar.store(first, 0, text);
        int date = CivilDate.parse(first, 1);
        if (date == CivilDate.BAD || CivilDate.isZero(date)) {
            return NONE;
        }
        return ((int) CivilDate.days(date) - 1) << LENGTH_BITS | CivilDate.monthLength(date);
    }
}
