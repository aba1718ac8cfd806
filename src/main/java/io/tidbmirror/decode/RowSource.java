package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;

/**
 * A file with everything needed to decode it.
 *
 * @param hasCommitTs whether the rows carry a commit-ts; without it only the whole file can be asked for
 */
record RowSource(
        ByteSource bytes,
        TableSchema schema,
        int chunkBytes,
        ColumnParsers parsers,
        boolean hasCommitTs,
        RowReader.Factory readers)
        implements ChangeSource {
    @Override
    public String name() {
        return bytes.name();
    }

    @Override
    public ChangeCursor open(CommitRange range, RowChoice rows, long offset) throws IOException {
        if (!hasCommitTs && !range.equals(CommitRange.ALL)) {
            throw new IllegalArgumentException(
                    "rows of " + name() + " carry no commit-ts: only the whole file can be read");
        }
        RowFilter filter = new RowFilter(range, rows, schema.version());
        Chunk chunk = new Chunk(bytes, offset, chunkBytes);
        return new BlockCursor(this, chunk, readers.create(filter, offset));
    }
}
