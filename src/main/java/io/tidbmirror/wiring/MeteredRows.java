package io.tidbmirror.wiring;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which a meter is told how many are read.
 *
 * @param source the rows
 * @param meter who is told
 */
record MeteredRows(ChangeSource source, LoadMeter meter) implements ChangeSource {
    @Override
    public TableSchema schema() {
        return source.schema();
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public ChangeCursor open(CommitRange range, RowChoice rows, long offset) throws IOException {
        return new Metered(source.open(range, rows, offset), meter);
    }

    private record Metered(ChangeCursor cursor, LoadMeter meter) implements ChangeCursor {
        @Override
        public @Nullable ChangeBlock next() throws IOException {
            ChangeBlock block = cursor.next();
            if (block == null) {
                meter.fileEnded();
            } else {
                meter.rows(block.rows());
            }
            return block;
        }

        @Override
        public boolean readAhead() {
            return cursor.readAhead();
        }

        @Override
        public long offset() {
            return cursor.offset();
        }

        @Override
        public boolean exhausted() {
            return cursor.exhausted();
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
