package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.mark.MarkedSource;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows that a reader has open now, if any. Not thread safe, but for {@link #readAhead}. */
final class OpenRun implements Closeable {
    private volatile MarkedSource.@Nullable Cursor cursor;

    /** Opens a run, once the one before is closed. */
    MarkedSource.Cursor open(Run run, CommitRange range, long offset) throws IOException {
        MarkedSource.Cursor opened = run.source().open(range, RowChoice.ALL, offset);
        cursor = opened;
        return opened;
    }

    /** Null if none is open. */
    MarkedSource.@Nullable Cursor cursor() {
        return cursor;
    }

    /** See {@link io.tidbmirror.change.ChangeCursor#readAhead()}. */
    boolean readAhead() {
        MarkedSource.Cursor open = cursor;
        return open != null && open.readAhead();
    }

    @Override
    public void close() throws IOException {
        MarkedSource.Cursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
