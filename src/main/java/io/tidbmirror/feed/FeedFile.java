package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;

/**
 * A data file of the changefeed. Within a version and a series, commit-ts never decreases over the files in order, except
 * for replays, which come in later files.
 */
public final class FeedFile implements WindowFile, Comparable<FeedFile> {
    private static final Comparator<FeedFile> ORDER = Comparator.comparingLong(FeedFile::version)
            .thenComparing(FeedFile::series)
            .thenComparing(FeedFile::date)
            .thenComparingLong(FeedFile::number)
            .thenComparing(FeedFile::name);

    /**
     * Files that one writer numbers: those of a partition and a dispatcher.
     *
     * @param partition physical id, empty if the table has no partitions
     * @param dispatcher opaque, empty unless table spans are written across nodes
     */
    public record Series(String partition, String dispatcher) implements Comparable<Series> {
        private static final Comparator<Series> ORDER =
                Comparator.comparing(Series::partition).thenComparing(Series::dispatcher);

        @Override
        public int compareTo(Series other) {
            return ORDER.compare(this, other);
        }
    }

    private final FileOpener store;
    private final FeedObject object;
    private final TableSchema schema;
    private final Series series;
    private final String date;
    private final long number;

    FeedFile(FileOpener store, LocatedFile located, TableSchema schema) {
        this.store = store;
        this.object = located.object();
        this.schema = schema;
        this.series = located.series();
        this.date = located.date();
        this.number = located.number();
    }

    /**
     * A file of a source without folders.
     *
     * @param number place in its series
     */
    public static FeedFile of(FileOpener opener, FeedObject object, Series series, long number, TableSchema schema) {
        return new FeedFile(opener, new LocatedFile(object, series, "", number), schema);
    }

    @Override
    public FeedObject object() {
        return object;
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    /** TSO of the version directory: rows at or below it are replays from before the DDL, to be dropped. */
    public long version() {
        return schema.version();
    }

    public Series series() {
        return series;
    }

    @Override
    public String stream() {
        return series.partition().isEmpty() && series.dispatcher().isEmpty()
                ? Covered.FEED
                : series.partition() + "/" + series.dispatcher();
    }

    @Override
    public String place() {
        return SeriesPlace.of(this).toString();
    }

    /** Name of the date directory; empty if there is none. Orders directories, nothing else. */
    public String date() {
        return date;
    }

    public long number() {
        return number;
    }

    @Override
    public String name() {
        return object.path();
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public InputStream open(long offset) throws IOException {
        return store.open(object, offset);
    }

    /** Reading order within a series; series and versions follow each other as a whole. */
    @Override
    public int compareTo(FeedFile other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedFile file && object.equals(file.object) && schema.equals(file.schema);
    }

    @Override
    public int hashCode() {
        return object.hashCode();
    }

    @Override
    public String toString() {
        return object.path();
    }
}
