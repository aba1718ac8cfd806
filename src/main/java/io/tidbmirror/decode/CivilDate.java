package io.tidbmirror.decode;

/** Dates {@code yyyy-MM-dd} of the proleptic Gregorian calendar, packed into an {@code int}: year, month and day. */
final class CivilDate {
    static final int LENGTH = 10;

    /** What {@link #parse} gives for bytes of another form. */
    static final int BAD = -1;

    private static final long PATTERN = 0x2D30302D30303030L;
    private static final long ABOVE = 0x7F76767F76767676L;
    private static final int YEAR_SHIFT = 9;
    private static final int MONTH_SHIFT = 5;
    private static final int MONTH_MASK = 15;
    private static final int DAY_MASK = 31;
    private static final int MOST_MONTHS = 12;
    private static final byte[] MONTH_DAYS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int CYCLE_YEARS = 400;
    private static final int CYCLE_DAYS = 146_097;
    private static final int EPOCH_DAYS = 719_468;

    private CivilDate() {}

    /** Reads ten bytes; months up to 12 and days up to 31, zeros included. */
    static int parse(byte[] bytes, int from) {
        long digits = Swar.load(bytes, from) ^ PATTERN;
        int tens = bytes[from + 8] - '0';
        int ones = bytes[from + 9] - '0';
        if ((((digits + ABOVE) | digits) & Swar.HIGH_BITS) != 0 || (tens | ones) < 0 || tens > 3 || ones > 9) {
            return BAD;
        }
        int year = (at(digits, 0) * 10 + at(digits, 1)) * 100 + at(digits, 2) * 10 + at(digits, 3);
        int month = at(digits, 5) * 10 + at(digits, 6);
        int day = tens * 10 + ones;
        return month > MOST_MONTHS || day > DAY_MASK ? BAD : pack(year, month, day);
    }

    /** Whether year, month or day is zero: MySQL stores such dates, no calendar has them. */
    static boolean isZero(int date) {
        return (date & DAY_MASK) == 0 || ((date >>> MONTH_SHIFT) & MONTH_MASK) == 0 || date >>> YEAR_SHIFT == 0;
    }

    /** Zero year, month and day become 1. */
    static int clamp(int date) {
        int month = (date >>> MONTH_SHIFT) & MONTH_MASK;
        return pack(Math.max(1, date >>> YEAR_SHIFT), Math.max(1, month), Math.max(1, date & DAY_MASK));
    }

    /** Whether a date without zeros is in the calendar; MySQL can be told to store February 30. */
    static boolean exists(int date) {
        return (date & DAY_MASK) <= monthLength(date);
    }

    /** The days of the month in which a date is that is not of month zero. */
    static int monthLength(int date) {
        int month = (date >>> MONTH_SHIFT) & MONTH_MASK;
        int year = date >>> YEAR_SHIFT;
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % CYCLE_YEARS == 0);
        return MONTH_DAYS[month] + (leap && month == 2 ? 1 : 0);
    }

    /** Days since 1970-01-01, counted in years that begin in March, so that the leap day is the last. */
    static long days(int date) {
        int month = (date >>> MONTH_SHIFT) & MONTH_MASK;
        int year = (date >>> YEAR_SHIFT) - (month <= 2 ? 1 : 0);
        int cycle = Math.floorDiv(year, CYCLE_YEARS);
        int yearOfCycle = year - cycle * CYCLE_YEARS;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + (date & DAY_MASK) - 1;
        int dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return (long) cycle * CYCLE_DAYS + dayOfCycle - EPOCH_DAYS;
    }

    private static int pack(int year, int month, int day) {
        return year << YEAR_SHIFT | month << MONTH_SHIFT | day;
    }

    private static int at(long digits, int index) {
        return (int) (digits >>> (8 * index)) & 0xFF;
    }
}
