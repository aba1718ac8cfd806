package io.tidbmirror.feed;

import java.util.Comparator;

/**
 * Where a file stands in its series, in words that outlive the process: {@code version/date/number}.
 *
 * @param version TSO of the version directory
 * @param date name of the date directory, empty if there is none
 * @param number of the file
 */
record SeriesPlace(long version, String date, long number) implements Comparable<SeriesPlace> {
    private static final Comparator<SeriesPlace> ORDER = Comparator.comparingLong(SeriesPlace::version)
            .thenComparing(SeriesPlace::date)
            .thenComparingLong(SeriesPlace::number);

    static SeriesPlace of(FeedFile file) {
        return new SeriesPlace(file.version(), file.date(), file.number());
    }

    /** Reads back what {@link #toString} gave. */
    static SeriesPlace parse(String text) {
        int first = text.indexOf('/');
        int last = text.lastIndexOf('/');
        if (first < 0 || last == first) {
            throw new IllegalArgumentException("not a place in a series of files: " + text);
        }
        return new SeriesPlace(
                Long.parseLong(text.substring(0, first)),
                text.substring(first + 1, last),
                Long.parseLong(text.substring(last + 1)));
    }

    @Override
    public int compareTo(SeriesPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return version + "/" + date + "/" + number;
    }
}
