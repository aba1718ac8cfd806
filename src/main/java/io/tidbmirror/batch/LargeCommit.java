package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One commit that is too large to hold: read twice from its files, deletes in the first pass, upserts in the second. Only
 * hashes of its rows are kept ({@link RowSet}), and only where several files share the commit.
 */
final class LargeCommit implements Closeable {
    private final long commitTs;
    private final List<RunCursor> runs;
    private final long[] offsets;
    private final @Nullable RowSet seen;
    private RowChoice pass = RowChoice.DELETES;
    private int next;
    private MarkedSource.@Nullable Cursor cursor;
    private @Nullable MarkedBlock block;
    private int row;

    /**
     * Takes over runs that have rows of a commit.
     *
     * @param runs the runs, at or behind the first row of the commit
     * @param offsets for each run where its first row of the commit can be found
     */
    LargeCommit(long commitTs, List<RunCursor> runs, long[] offsets) throws IOException {
        this.commitTs = commitTs;
        this.runs = List.copyOf(runs);
        this.offsets = offsets.clone();
        this.seen = runs.size() > 1 ? new RowSet() : null;
        for (RunCursor run : runs) {
            run.suspend();
        }
    }

    List<RunCursor> runs() {
        return runs;
    }

    /** The next rows in landing order; null at the end, with every run standing behind the commit. */
    @Nullable
    MarkedBlock next() throws IOException {
        while (true) {
            MarkedBlock slice = sliceOfBlock();
            if (slice != null) {
                return slice;
            }
            if (!nextBlock()) {
                return null;
            }
        }
    }

    private @Nullable MarkedBlock sliceOfBlock() {
        MarkedBlock current = block;
        if (current == null) {
            return null;
        }
        int from = row;
        if (seen == null) {
            row = current.to();
        } else {
            while (from < current.to() && !seen.add(current.block(), from)) {
                from++;
            }
            row = Math.min(from + 1, current.to());
            while (row < current.to() && seen.add(current.block(), row)) {
                row++;
            }
        }
        return from < row ? new MarkedBlock(current.block(), current.markers(), from, row) : null;
    }

    private boolean nextBlock() throws IOException {
        while (true) {
            MarkedSource.Cursor open = cursor;
            if (open == null) {
                if (next == runs.size() && !nextPass()) {
                    return false;
                }
                open = runs.get(next).run().source().open(commit(), pass, offsets[next]);
                cursor = open;
            }
            block = open.next();
            MarkedBlock current = block;
            if (current != null) {
                row = current.from();
                return true;
            }
            finishRun(open);
        }
    }

    private void finishRun(MarkedSource.Cursor open) throws IOException {
        long end = open.offset();
        close();
        if (pass == RowChoice.UPSERTS) {
            runs.get(next).skipTo(commitTs + 1, end);
        }
        next++;
    }

    private boolean nextPass() {
        if (pass == RowChoice.UPSERTS) {
            return false;
        }
        pass = RowChoice.UPSERTS;
        next = 0;
        if (seen != null) {
            seen.clear();
        }
        return true;
    }

    private CommitRange commit() {
        return new CommitRange(commitTs, commitTs + 1);
    }

    @Override
    public void close() throws IOException {
        MarkedSource.Cursor open = cursor;
        cursor = null;
        block = null;
        if (open != null) {
            open.close();
        }
    }
}
