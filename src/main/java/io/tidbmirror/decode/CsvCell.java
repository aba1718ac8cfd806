package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ColumnVector;
import java.util.Arrays;

/**
 * Reads the cells of one column where rows are read in one pass ({@link CsvRows}): one call a cell, which checks it, writes
 * its value into the column's vector and tells where it ends. Hot, so the arrays of the vector are held in fields.
 *
 * <p>It knows only the form in which TiCDC writes nearly all values. A cell of another form is {@link #UNUSUAL}: no verdict,
 * the {@link ValueParser} of the column reads it instead.
 */
abstract class CsvCell extends CsvColumn {
    /** What {@link #read} gives for a cell that is not of the usual form, or goes on behind the limit. */
    static final int UNUSUAL = -1;

    private static final int LONGEST_NULL = Long.BYTES - 1;

    /**
     * Where a cell stands and what it may be.
     *
     * @param quote quotes text
     * @param quoted whether values are text
     * @param delimiter between cells
     * @param end the byte behind the cell: the delimiter, or the terminator's first byte behind the last one
     * @param nullText unquoted text that means NULL
     * @param key whether the column is one of the key: never NULL
     * @param nullable whether NULL is allowed in rows that are not deletes
     */
    record Form(byte quote, boolean quoted, byte delimiter, byte end, String nullText, boolean key, boolean nullable) {
        /** Whether NULL can be compared in one word with the byte behind it. */
        static boolean takes(String nullText) {
            return nullText.getBytes(UTF_8).length <= LONGEST_NULL;
        }
    }

    private byte[] defined = new byte[0];
    private int limit;

    CsvCell(Form form) {
        super(form);
    }

    /** No cell goes on from here. */
    final int limit() {
        return limit;
    }

    /** Cells of a chunk come next, of which no complete row ends behind {@code to}. */
    final void begin(ColumnVector vector, int to) {
        limit = to;
        attach(vector);
    }

    /** Takes the arrays of the vector, at the beginning and again when it has grown. */
    final void attach(ColumnVector vector) {
        defined = vector.defined();
        take(vector);
    }

    /** From here on each slot has a value until {@link #setNull}, so that cells with one need not say so. */
    final void define(int firstRow) {
        Arrays.fill(defined, firstRow, defined.length, (byte) 1);
    }

    /** Makes a slot as it was: its row is not taken. */
    final void undo(int row) {
        defined[row] = 1;
    }

    /** Adds the rows that were read to the vector. */
    void finish(ColumnVector vector, int rows) throws BadCellException {
        int values = 0;
        int row = 0;
        for (; row + Long.BYTES <= rows; row += Long.BYTES) {
            values += Long.bitCount(Swar.load(defined, row));
        }
        for (; row < rows; row++) {
            values += defined[row];
        }
        vector.added(rows, rows - values);
    }

    abstract void take(ColumnVector vector);

    /**
     * Reads a cell and the byte behind it into a row's slot; nothing is added before {@link #finish}, so a slot can be
     * written again.
     *
     * @param bytes at least {@link Chunk#SLACK} bytes longer than the limit
     * @param at not above the limit
     * @return where the next cell begins, or {@link #UNUSUAL}
     */
    abstract int read(byte[] bytes, int at, int row);

    /** Reads a cell that does not begin as values do. */
    final int readNull(long word, int at, int row) {
        return form().nullable() && isNull(word) ? addNull(at, row) : UNUSUAL;
    }

    /** Reads what a delete may have where other rows have a value: it may carry its key alone. */
    final int readMissing(byte[] bytes, int at, int row) {
        return !form().key() && isNull(Swar.load(bytes, at)) ? addNull(at, row) : UNUSUAL;
    }

    private int addNull(int at, int row) {
        setNull(row);
        return behindNull(at);
    }

    void setNull(int row) {
        defined[row] = 0;
    }
}
