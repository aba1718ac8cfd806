package io.tidbmirror.mark;

import io.tidbmirror.change.ChangeBlock;

/**
 * Rows {@code from} (inclusive) to {@code to} (exclusive) of a block, with the row marker of each row of the block.
 *
 * <p>Valid as long as its block is.
 *
 * @param block the rows
 * @param markers one marker a row of the block: {@link Marker#UPSERT} or {@link Marker#DELETE}; may be longer than the block
 * @param from first row of the slice
 * @param to row behind the last of the slice
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never used: a slice is a view for one loop
public record MarkedBlock(ChangeBlock block, byte[] markers, int from, int to) {
    public int rows() {
        return to - from;
    }
}
