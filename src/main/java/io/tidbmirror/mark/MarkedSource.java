package io.tidbmirror.mark;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows that are marked while they are read; see {@link ChangeSource} for the contract. */
public record MarkedSource(ChangeSource changes) {
    public TableSchema schema() {
        return changes.schema();
    }

    public String name() {
        return changes.name();
    }

    /** Opens a stream of marked blocks, each valid until the next one is read. */
    public Cursor open(CommitRange range, RowChoice rows, long offset) throws IOException {
        return new Cursor(changes.open(range, rows, offset));
    }

    /** A stream of marked blocks. Not thread safe, but for {@link #readAhead}. */
    public static final class Cursor implements Closeable {
        private final ChangeCursor changes;
        private final Marker marker = new Marker();

        private Cursor(ChangeCursor changes) {
            this.changes = changes;
        }

        /** The next block as one slice, or null at the end. */
        public @Nullable MarkedBlock next() throws IOException {
            ChangeBlock block = changes.next();
            return block == null ? null : marker.mark(block);
        }

        /** See {@link ChangeCursor#readAhead()}. */
        public boolean readAhead() {
            return changes.readAhead();
        }

        /** See {@link ChangeCursor#offset()}. */
        public long offset() {
            return changes.offset();
        }

        /** See {@link ChangeCursor#exhausted()}. */
        public boolean exhausted() {
            return changes.exhausted();
        }

        @Override
        public void close() throws IOException {
            changes.close();
        }
    }
}
