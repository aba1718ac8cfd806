package io.tidbmirror.feed.message;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way from the client to the backlog. It is appended only right behind its predecessor, so that whatever
 * the way between loses, doubles or delays over a rebalance is noticed.
 *
 * @param partition where it stands
 * @param offset where it stands there
 * @param previous offset of the message handed out before it in the same tenure, -1 for the first
 * @param tenure of the partition when it was handed out
 * @param value its bytes, decompressed; null for a message without value
 * @param defect why the row in it is not whole, or null
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never used
public record Fetched(
        Partition partition,
        long offset,
        long previous,
        long tenure,
        byte @Nullable [] value,
        @Nullable String defect) {
    public Fetched(Partition partition, long offset, long previous, long tenure, byte @Nullable [] value) {
        this(partition, offset, previous, tenure, value, null);
    }

    /** The same message with other bytes. */
    public Fetched with(byte @Nullable [] unpacked) {
        return new Fetched(partition, offset, previous, tenure, unpacked, defect);
    }

    /** The same message, whose row is not whole. */
    public Fetched without(String reason) {
        return new Fetched(partition, offset, previous, tenure, value, reason);
    }
}
