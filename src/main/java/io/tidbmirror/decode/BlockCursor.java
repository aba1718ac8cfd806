package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.PoisonException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Fills blocks from a file: finds the rows of a chunk, then parses them column by column. */
final class BlockCursor implements ChangeCursor {
    private final RowSource source;
    private final Chunk chunk;
    private final RowReader reader;
    private final ChangeBlock block;
    private final Rows rows = new Rows();
    private final Cells cells = new Cells();

    BlockCursor(RowSource source, Chunk chunk, RowReader reader) {
        this.source = source;
        this.chunk = chunk;
        this.reader = reader;
        this.block = new ChangeBlock(source.schema());
    }

    @Override
    public @Nullable ChangeBlock next() throws IOException {
        while (!reader.ended()) {
            chunk.fill();
            if (chunk.isEmpty()) {
                return null;
            }
            try {
                rows.clear();
                block.clear();
                if (!copy() && !readInOnePass()) {
                    readRows();
                }
                if (rows.count() > 0) {
                    rows.copyTo(block);
                    return block;
                }
            } catch (BadRowException e) {
                throw poison(e.position(), suspected(String.valueOf(e.getMessage())), e);
            }
        }
        return null;
    }

    @Override
    public long offset() {
        return chunk.offset();
    }

    @Override
    public boolean exhausted() {
        return !reader.ended() && chunk.isEmpty() && chunk.isLast();
    }

    @Override
    public void close() throws IOException {
        chunk.close();
    }

    private boolean copy() throws BadRowException {
        int from = chunk.from();
        chunk.consume(reader.copy(chunk.bytes(), from, chunk.to(), rows, block));
        return chunk.from() > from || reader.ended();
    }

    /** Whether that brought anything: a row, a place behind rows that are not wanted, or the end of the range. */
    private boolean readInOnePass() throws BadRowException {
        int from = chunk.from();
        chunk.consume(reader.readInOnePass(chunk.bytes(), from, chunk.to(), rows, block));
        return chunk.from() > from || reader.ended();
    }

    private void readRows() throws BadRowException, IOException {
        int next = reader.read(chunk.bytes(), chunk.from(), chunk.to(), rows);
        if (next == chunk.from() && !reader.ended()) {
            if (chunk.isLast()) {
                throw new BadRowException(
                        next, "the file is truncated: its last row has no end; " + reader.unterminated());
            }
            if (!chunk.grow()) {
                throw new BadRowException(
                        next,
                        "a row is longer than " + (Chunk.MAX_ROW_BYTES >> 20) + " MiB, the most one row may have; "
                                + reader.unterminated());
            }
        }
        chunk.consume(next);
        if (rows.count() > 0) {
            parseColumns();
        }
    }

    private void parseColumns() throws BadRowException, IOException {
        for (int i = 0; i < block.columnCount(); i++) {
            try {
                reader.cells(i, cells);
                source.parsers().parse(i, cells, rows, block.column(i));
            } catch (BadCellException e) {
                String column = ColumnParsers.describe(source.schema().columns().get(i));
                throw poison(rows.start(e.row()), suspected(column + " " + e.getMessage()), e);
            }
        }
    }

    /** A number out of range is a number; what is none may be something else in truth. */
    private String suspected(String reason) {
        boolean settled = reason.contains("check ") || reason.contains("outside the range");
        return settled ? reason : reason + reader.suspicion();
    }

    /** Positions before the chunk's rest stay valid until the next fill. */
    private PoisonException poison(int position, @Nullable String reason, Exception cause) throws IOException {
        long offset = chunk.offset(position);
        String place = "table " + source.schema().table() + ", file " + source.name() + ", line "
                + Lines.number(source.bytes(), offset) + ", offset " + offset;
        return new PoisonException(place + ": " + reason, cause);
    }
}
