package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;

/** Finds the rows of one format in a chunk of bytes, and the cells of a column in those rows. Not thread safe. */
interface RowReader {
    /** Makes a reader for one pass over a file. */
    @FunctionalInterface
    interface Factory {
        RowReader create(RowFilter filter, long offset);

        /** Makes readers whose {@link RowReader#copy} leaves all rows. */
        default Factory withoutTexts() {
            return this;
        }
    }

    /**
     * Reads the complete rows of {@code bytes[from, to)} and adds those that the filter takes.
     *
     * @param bytes at least {@link Chunk#SLACK} bytes longer than {@code to}
     * @return where the first row begins that was not read: incomplete, or at or above the end of the range
     */
    int read(byte[] bytes, int from, int to, Rows rows) throws BadRowException;

    /**
     * Reads rows and their values in one pass, as many as have the form that allows it; the others are left to {@link #read}.
     *
     * @param rows empty; gets the rows that the filter takes
     * @param block empty; gets their values
     * @return where the first row begins that was not read
     */
    default int readInOnePass(byte[] bytes, int from, int to, Rows rows, ChangeBlock block) throws BadRowException {
        return from;
    }

    /** Whether files can be read in pieces: rows have a usual form, and {@link #lastStart} finds where they begin. */
    default boolean isDivisible() {
        return false;
    }

    /**
     * Where the last row of {@code bytes[from, to)} seems to begin, going by what is before and at the place alone; {@code from}
     * if there is no such place.
     */
    default int lastStart(byte[] bytes, int from, int to) {
        return from;
    }

    /**
     * Makes texts of rows instead of reading their values, as many as have the form that allows it; the others are left to
     * {@link #readInOnePass}.
     *
     * @param rows empty; gets the rows that the filter takes
     * @param block empty; gets their texts
     * @return where the first row begins of which there is no text
     */
    default int copy(byte[] bytes, int from, int to, Rows rows, ChangeBlock block) throws BadRowException {
        return from;
    }

    /** Whether the first row at or above the end of the range was met. */
    boolean ended();

    /** The cells of a column in the rows of the last {@link #read}. */
    void cells(int column, Cells cells) throws BadRowException, BadCellException;

    /** What may be wrong when the file ends within a row. */
    String unterminated();

    /** What may be wrong when a row or a value is not what it should be, for messages that name no option; empty if nothing. */
    String suspicion();
}
