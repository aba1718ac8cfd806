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
 * @param pieces for files that are read in pieces
 * @param hasCommitTs whether the rows carry a commit-ts; without it only the whole file can be asked for
 */
record RowSource(
        ByteSource bytes,
        TableSchema schema,
        PiecePool pieces,
        ColumnParsers parsers,
        boolean hasCommitTs,
        RowReader.Factory readers)
        implements ChangeSource {
    /** Files from so many chunks on are divided. */
    private static final int DIVIDED_CHUNKS = 4;

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
        RowFilter filter = filter(range, rows);
        RowReader reader = readers.create(filter, offset);
        if (reader.isDivisible() && bytes.size() - offset >= (long) DIVIDED_CHUNKS * pieces.chunkBytes()) {
            return new DividedCursor(this, () -> filter(range, rows), offset);
        }
        return new BlockCursor(this, chunk(offset), reader);
    }

    @Override
    public ChangeSource withoutTexts() {
        return new RowSource(bytes, schema, pieces, parsers, hasCommitTs, readers.withoutTexts());
    }

    private RowFilter filter(CommitRange range, RowChoice rows) {
        return new RowFilter(range, rows, schema.version());
    }

    Chunk chunk(long offset) {
        return new Chunk(bytes, offset, pieces.chunkBytes());
    }

    Piece piece(RowFilter filter, Chunk chunk) {
        return new Piece(filter, readers.create(filter, chunk.offset()), pieces.borrow(schema));
    }

    /** Nobody uses the piece any more. */
    void release(Piece piece) {
        pieces.giveBack(piece.buffer());
    }

    BlockCursor inTurn(Chunk rest, RowFilter filter) {
        return new BlockCursor(this, rest, readers.create(filter, rest.offset()));
    }
}
