package io.tidbmirror.feed.message;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;

/**
 * Positioned mode: rows of a table in a partition that are landed already.
 *
 * @param below every row with a smaller offset
 * @param rows and so many rows from there on
 */
record Skip(long below, long rows) {
    /** Nothing is landed. */
    static final Skip NOTHING = new Skip(0, 0);

    /**
     * What is landed according to HEAD. A place names a segment by its first offset: where only some of its rows are landed, they
     * are counted from there; where all are, the hint written with them says where the next begins.
     */
    static Skip of(Covered covered, Partition partition, long hint) {
        Position position = covered.streams().get(partition.stream());
        if (position == null) {
            return NOTHING;
        }
        FilePlace place = FilePlace.of(position);
        return place.rows() == FilePlace.ALL
                ? new Skip(hint, 0)
                : new Skip(Long.parseLong(place.file().substring(place.file().lastIndexOf('/') + 1)), place.rows());
    }

    /** The schema version of the rows that were landed last; -1 if none was. */
    static long version(Covered covered, Partition partition) {
        Position position = covered.streams().get(partition.stream());
        String file = position == null ? "" : FilePlace.of(position).file();
        return file.isEmpty() ? -1 : Long.parseLong(file.substring(0, file.indexOf('/')));
    }
}
