package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A run while it is merged. Knows the commit-ts of its next row even while it is closed, so that many runs can wait
 * without holding buffers.
 */
final class RunCursor implements Closeable {
    /** Commit-ts of the next row once there is none. */
    static final long END = Long.MAX_VALUE;

    private final Run run;
    private final int order;
    private CommitRange range;
    private long blockOffset;
    private long headTs = END;
    private boolean exhausted;
    private final OpenRun rows = new OpenRun();
    private @Nullable MarkedBlock block;
    private int row;

    /** A run that is closed; {@link #open} goes to its first row. */
    RunCursor(Run run, int order, CommitRange range) {
        this.run = run;
        this.order = order;
        this.range = range;
        this.blockOffset = run.offset();
    }

    Run run() {
        return run;
    }

    /** Position among the window's runs: the tie-breaker between equal commit timestamps. */
    int order() {
        return order;
    }

    long headTs() {
        return headTs;
    }

    /** Where a second pass over the commit of the next row has to start. */
    long offset() {
        return blockOffset;
    }

    /** After {@link #headTs()} is {@link #END}: what the next window does with the file, as {@link WindowReader#resume} tells it. */
    long resume() {
        return exhausted ? -1 : blockOffset;
    }

    /** Gives up buffers; the next use opens the file again at the block of the next row. */
    void suspend() throws IOException {
        close();
        block = null;
    }

    /** Goes on at a later commit-ts; for runs whose rows before it were read elsewhere. */
    void skipTo(long commitTs, long offset) throws IOException {
        close();
        range = new CommitRange(commitTs, range.to());
        blockOffset = offset;
        open();
    }

    /** The rows of the current block below a commit-ts; the next call to this cursor invalidates them. */
    MarkedBlock takeBelow(long limit) throws IOException {
        MarkedBlock current = resumed();
        long[] commitTs = current.block().commitTs();
        int to = current.to();
        if (commitTs[to - 1] >= limit) {
            to = row;
            while (commitTs[to] < limit) {
                to++;
            }
        }
        MarkedBlock taken = new MarkedBlock(current.block(), current.markers(), row, to);
        row = to;
        headTs = to < current.to() ? commitTs[to] : headTs;
        return taken;
    }

    /** Loads the next block if the current one is used up; call before {@link #headTs()} after taking rows. */
    void refill() throws IOException {
        if (block != null && row == block.to()) {
            load();
        }
    }

    /** Puts back the rows of the last take from {@code from} on. */
    void putBack(int from) {
        MarkedBlock current = block;
        if (current == null) {
            throw new IllegalStateException("no block to put rows back into");
        }
        row = from;
        headTs = current.block().commitTs()[from];
    }

    /** See {@link io.tidbmirror.change.ChangeCursor#readAhead()}. */
    boolean readAhead() {
        return rows.readAhead();
    }

    private MarkedBlock resumed() throws IOException {
        if (block == null) {
            range = new CommitRange(headTs, range.to());
            open();
        }
        MarkedBlock current = block;
        if (current == null) {
            throw new IOException("file " + run.source().name() + " changed while it was read");
        }
        return current;
    }

    void open() throws IOException {
        rows.open(run, range, blockOffset);
        load();
    }

    private void load() throws IOException {
        MarkedSource.Cursor open = rows.cursor();
        if (open == null) {
            throw new IllegalStateException("run is closed: " + run.source().name());
        }
        blockOffset = open.offset();
        block = open.next();
        MarkedBlock current = block;
        if (current == null) {
            headTs = END;
            exhausted = open.exhausted();
            blockOffset = open.offset();
            close();
        } else {
            row = current.from();
            headTs = current.block().commitTs()[row];
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
