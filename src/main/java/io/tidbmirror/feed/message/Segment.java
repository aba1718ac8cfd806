package io.tidbmirror.feed.message;

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
    FeedObject object() {
        return new FeedObject(name, bytes.size(), Long.toString(tenure));
    }
}
