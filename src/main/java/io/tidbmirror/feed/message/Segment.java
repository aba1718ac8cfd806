package io.tidbmirror.feed.message;

import io.tidbmirror.feed.FeedObject;

/**
 * Rows of one table in one partition, in ascending commit-ts; never changes.
 *
 * @param name for messages: partition and offsets
 * @param number counts up within the table and partition
 * @param firstTs smallest commit-ts
 * @param lastTs greatest commit-ts
 * @param firstOffset smallest offset
 * @param bytes the messages, each with a terminator
 */
record Segment(String name, long number, long firstTs, long lastTs, long firstOffset, Holding.Bytes bytes) {
    private static final String VERSION = "held";

    FeedObject object() {
        return new FeedObject(name, bytes.size(), VERSION);
    }
}
