package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;

/**
 * A part of a file, from where a row begins to where another one seems to, and the block its rows become. Whether it was cut
 * between two rows is known once those before it are read. Used by one thread at a time.
 */
final class Piece {
    private final RowFilter filter;
    private final RowReader reader;
    private final PieceBuffer buffer;
    private int length;
    private long offset;
    private boolean regular;
    private State state = State.FETCHED;

    private enum State {
        FETCHED,
        BEGUN,
        READ
    }

    Piece(RowFilter filter, RowReader reader, PieceBuffer buffer) {
        this.filter = filter;
        this.reader = reader;
        this.buffer = buffer;
    }

    /** Takes what comes next in a chunk; false if no row seems to begin in it. */
    boolean take(Chunk chunk) {
        int cut = chunk.isLast() ? chunk.to() : reader.lastStart(chunk.bytes(), chunk.from(), chunk.to());
        if (cut <= chunk.from()) {
            return false;
        }
        offset = chunk.offset();
        length = cut - chunk.from();
        buffer.take(chunk, cut);
        state = State.FETCHED;
        return true;
    }

    /** Reads the rows; what is wrong with one of them is told when they are read again, in turn. */
    void read() {
        byte[] bytes = buffer.bytes();
        Rows rows = buffer.rows();
        ChangeBlock block = buffer.block();
        clear();
        try {
            int end = reader.copy(bytes, 0, length, rows, block);
            if (end < length && !reader.ended()) {
                clear();
                end = reader.readInOnePass(bytes, 0, length, rows, block);
            }
            rows.copyTo(block);
            regular = end == length && !reader.ended();
        } catch (BadRowException notRegular) {
            block.clear();
        }
    }

    private void clear() {
        regular = false;
        buffer.clear();
        filter.restart();
    }

    /** Whether it is the caller who reads it. */
    boolean begin() {
        boolean free = state == State.FETCHED;
        state = free ? State.BEGUN : state;
        return free;
    }

    boolean isBegun() {
        return state != State.FETCHED;
    }

    void end() {
        state = State.READ;
    }

    boolean isRead() {
        return state == State.READ;
    }

    /**
     * Whether all of it was read: rows of usual form that are in the range or below it.
     *
     * @param before the commit-ts of the row before
     */
    boolean follows(long before) {
        return regular && filter.first() >= before;
    }

    ChangeBlock block() {
        return buffer.block();
    }

    /** For another piece, if nobody reads this one any more. */
    PieceBuffer buffer() {
        return buffer;
    }

    /** The commit-ts of the last row. */
    long lastTs() {
        return filter.last();
    }

    /** Offset in the file of the first byte behind it. */
    long endOffset() {
        return offset + length;
    }
}
