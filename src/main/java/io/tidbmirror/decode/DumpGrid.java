package io.tidbmirror.decode;

import java.util.Arrays;

/** The cells of a chunk's rows: where each begins and ends in the chunk, and how it is written. */
final class DumpGrid {
    static final byte NULL = 0;
    static final byte BARE = 1;
    static final byte QUOTED = 2;
    /** {@code x'…'}: the digits between the quotes. */
    static final byte HEX = 3;

    private static final int INITIAL = 1024;

    private byte[] form = new byte[INITIAL];
    private int[] from = new int[INITIAL];
    private int[] to = new int[INITIAL];
    private int cells;
    private int rows;
    private int rowStart;

    void clear() {
        cells = 0;
        rows = 0;
        rowStart = 0;
    }

    int rows() {
        return rows;
    }

    void add(byte howWritten, int first, int end) {
        if (cells == form.length) {
            form = Arrays.copyOf(form, 2 * cells);
            from = Arrays.copyOf(from, 2 * cells);
            to = Arrays.copyOf(to, 2 * cells);
        }
        form[cells] = howWritten;
        from[cells] = first;
        to[cells++] = end;
    }

    /** Cells added since the last complete row. */
    int cellsOfRow() {
        return cells - rowStart;
    }

    void endRow() {
        rows++;
        rowStart = cells;
    }

    /** Forgets the cells of a row that is not complete. */
    void dropRow() {
        cells = rowStart;
    }

    byte form(int cell) {
        return form[cell];
    }

    int from(int cell) {
        return from[cell];
    }

    int to(int cell) {
        return to[cell];
    }
}
