package io.tidbmirror.decode;

/**
 * Copies the cells of one column into the text of rows ({@link CsvRowCopier}). Checks what {@link CsvCell} checks, and that a
 * cell stands there as its value would be written, but makes no value of it.
 */
abstract class CsvCopy extends CsvColumn {
    /** What {@link #copy} gives for a cell that has to be read, and perhaps written, the ordinary way. */
    static final long UNUSUAL = -1;

    /** What {@link #copy} gives if there is too little room for the cell. */
    static final long FULL = -2;

    /** The most that is written of a cell without a look at how much room there is. */
    static final int MOST_BYTES = 48;

    static final int WORD = Long.BYTES;

    private int limit;

    CsvCopy(CsvCell.Form form) {
        super(form);
    }

    /** No cell goes on from here. */
    final int limit() {
        return limit;
    }

    /** Cells of a chunk come next, of which no complete row ends behind {@code to}. */
    void begin(int to) {
        limit = to;
    }

    /**
     * Copies a cell that is not NULL.
     *
     * @param word the first eight bytes of the cell
     * @param room where the room ends, but for {@link #MOST_BYTES} of each cell of the row
     * @return where the next cell begins, in the upper half, and where the text ends, in the lower half; or
     *     {@link #UNUSUAL} or {@link #FULL}
     */
    abstract long copy(byte[] bytes, int at, long word, byte[] into, int out, int room);

    static long ends(int next, int out) {
        return (long) next << Integer.SIZE | out;
    }

    /** Three words, whatever the length is: it cannot be foreseen. */
    static void copyShort(byte[] bytes, int from, byte[] into, int out) {
        Swar.store(into, out, Swar.load(bytes, from));
        Swar.store(into, out + WORD, Swar.load(bytes, from + WORD));
        Swar.store(into, out + 2 * WORD, Swar.load(bytes, from + 2 * WORD));
    }
}
