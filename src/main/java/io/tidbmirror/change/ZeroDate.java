package io.tidbmirror.change;

/**
 * What becomes of dates that no calendar has: {@code 0000-00-00} and dates with a zero month or day.
 *
 * <p>Never applied to a key column: such a row is poison there.
 */
public enum ZeroDate {
    /** The value is landed as NULL. */
    NULL,
    /** Columns of type DATE, DATETIME and TIMESTAMP are landed as the text TiDB prints. */
    TEXT,
    /** Month and day 0 become 1, and year 0 becomes 1: {@code 0000-00-00} is landed as 0001-01-01. */
    CLAMP
}
