package io.tidbmirror.feed;

/** The changefeed's {@code date-separator}: how the date directories of data files are named. */
public enum DateSeparator {
    NONE(0),
    YEAR("2006".length()),
    MONTH("2006-01".length()),
    DAY("2006-01-02".length());

    private final int length;

    DateSeparator(int length) {
        this.length = length;
    }

    /** Whether a date directory of this changefeed may have this name; the empty name stands for no directory. */
    boolean fits(String date) {
        return date.length() == length;
    }
}
