package io.tidbmirror.decode;

/** Finds where the cells of a chunk end. Cells are numbered through; a row's cells follow each other. */
interface CsvScanner {
    /** What {@link #rowEnd} gives for a row that is not complete. */
    int INCOMPLETE = -1;

    /** Scans {@code bytes[from, to)}, which begins with a row; the cells begin at number 1. */
    void scan(byte[] bytes, int from, int to) throws BadRowException;

    /**
     * Where each cell ends, exclusive; the entry before a row's first cell is where the row before ends, which is a
     * terminator's length before the row begins. Replaced by {@link #scan}.
     */
    int[] ends();

    /** The number of the last cell of the row that follows this cell, once {@link #ends} holds for it. */
    int rowEnd(int before) throws BadRowException;
}
