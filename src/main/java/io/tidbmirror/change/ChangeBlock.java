package io.tidbmirror.change;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table and one schema version, stored by column: the unit that travels from decode to land.
 *
 * <p>A block is filled, read and filled again by one thread; a block handed out by a {@link ChangeCursor} is valid until
 * its next call. Backing arrays may be longer than {@link #rows()}.
 */
public final class ChangeBlock {
    /** The commit-ts of rows whose source does not tell it (positioned mode). */
    public static final long NO_COMMIT_TS = -1;

    private final TableSchema schema;
    private final ColumnVector[] columns;
    private final BytesVector texts = new BytesVector();
    private byte[] operations = new byte[ColumnVector.SLACK];
    private long[] commitTs = new long[ColumnVector.SLACK];
    private int rows;
    private @Nullable Runnable unread;

    public ChangeBlock(TableSchema schema) {
        this.schema = schema;
        this.columns = schema.newVectors();
    }

    public TableSchema schema() {
        return schema;
    }

    public int rows() {
        return rows;
    }

    /** One {@link Operation#code()} a row. */
    public byte[] operations() {
        return operations;
    }

    /** One commit-ts a row, or {@link #NO_COMMIT_TS}. */
    public long[] commitTs() {
        return commitTs;
    }

    /** The values of a column; of a block that has only texts yet, they are read now. */
    public ColumnVector column(int index) {
        Runnable reading = unread;
        if (reading != null) {
            unread = null;
            reading.run();
        }
        return columns[index];
    }

    /** The rows in a {@link RowForm}; only if {@link #hasTexts}. */
    public BytesVector texts() {
        return texts;
    }

    /**
     * Says that there are only texts.
     *
     * @param values fills the columns, if that is asked for before the block is used again
     */
    public void leaveUnread(Runnable values) {
        unread = values;
    }

    /** Whether there is a text of each row. */
    public boolean hasTexts() {
        return rows > 0 && texts.size() == rows;
    }

    public int columnCount() {
        return columns.length;
    }

    /** Makes room for {@code more} rows in the operation and commit-ts columns; the other columns are reserved by their writers. */
    public void reserve(int more) {
        if (rows + more > operations.length) {
            int length = ColumnVector.grown(rows + more, operations.length);
            operations = Arrays.copyOf(operations, length);
            commitTs = Arrays.copyOf(commitTs, length);
        }
    }

    /** Adds rows whose operation, commit-ts and column values have been written. */
    public void added(int more) {
        rows += more;
    }

    /** Adds rows {@code from} (inclusive) to {@code to} (exclusive) of a block of the same schema. */
    public void append(ChangeBlock source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source.operations, from, operations, rows, to - from);
        System.arraycopy(source.commitTs, from, commitTs, rows, to - from);
        for (int i = 0; i < columns.length; i++) {
            column(i).append(source.column(i), from, to);
        }
        if (texts.size() == rows && source.hasTexts()) {
            texts.append(source.texts, from, to);
        }
        rows += to - from;
    }

    /**
     * Moves rows {@code from} (inclusive) to {@code to} (exclusive) here, which is empty; a whole block by changing backing
     * arrays with it, without a copy. What is left in the source is unspecified.
     *
     * @param source a block of the same schema
     */
    public void take(ChangeBlock source, int from, int to) {
        if (from > 0 || to < source.rows) {
            append(source, from, to);
            return;
        }
        byte[] ownOperations = operations;
        long[] ownCommitTs = commitTs;
        operations = source.operations;
        commitTs = source.commitTs;
        source.operations = ownOperations;
        source.commitTs = ownCommitTs;
        for (int i = 0; i < columns.length; i++) {
            columns[i].exchange(source.columns[i]);
        }
        texts.exchange(source.texts);
        unread = source.unread == null ? null : ChangeBlock::refuse;
        source.unread = null;
        rows = source.rows;
        source.rows = 0;
    }

    public void clear() {
        rows = 0;
        unread = null;
        texts.clear();
        for (ColumnVector column : columns) {
            column.clear();
        }
    }

    private static void refuse() {
        throw new IllegalStateException("the block was moved before its values were read");
    }

    /** Bytes of values held; what a memory budget counts. */
    public long heldBytes() {
        long bytes = (long) rows * (Long.BYTES + 1) + texts.heldBytes();
        for (ColumnVector column : columns) {
            bytes += column.heldBytes();
        }
        return bytes;
    }
}
