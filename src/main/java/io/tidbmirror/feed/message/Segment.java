package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.FeedFile;
import io.tidbmirror.feed.FeedObject;

/**
 * Rows of one table in one partition, in ascending commit-ts, or as they
 * arrived; never changes.
 *
 * @param name for messages: partition and offsets
 * @param tenure of the partition when they were read: in another one the same name may mean other rows
 * @param number counts up within the table and partition
 * @param firstTs smallest commit-ts
 * @param lastTs greatest commit-ts
 * @param firstOffset smallest offset
 * @param lastOffset greatest offset
 * @param bytes the messages, each with a terminator
 */
record Segment(
        String name,
        long tenure,
        long number,
        long firstTs,
        long lastTs,
        long firstOffset,
        long lastOffset,
        Holding.Bytes bytes) {
    /** The offset behind the last row of a file that {@link #file} made, which its name tells. */
    static long next(FeedFile file) {
        String name = file.name();
        return 1 + Long.parseLong(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }

    /**
     * The rows as a file of the changefeed.
     *
     * @param place in its series
     */
    FeedFile file(Partition partition, long place, TableSchema schema) {
        FeedObject object = new FeedObject(name, bytes.size(), Long.toString(tenure));
        FeedFile.Series series = new FeedFile.Series("", partition.toString());
        return FeedFile.of((same, offset) -> bytes.open(offset), object, series, place, schema);
    }
}
