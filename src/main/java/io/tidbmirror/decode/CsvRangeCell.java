package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;

/** Cells that are only found here, and parsed together afterwards: types that are rare, or whose values cost more than that. */
final class CsvRangeCell extends CsvCell {
    private static final long LINE_FEEDS = Swar.spread('\n');

    private final Cells cells = new Cells();
    private final long quotes;
    private final long delimiters;

    CsvRangeCell(Form form) {
        super(form);
        this.quotes = Swar.spread(form.quote());
        this.delimiters = Swar.spread(form.delimiter());
    }

    /** The cells that were read into the first rows. */
    Cells cells(byte[] bytes, int rows) {
        cells.reset(bytes, rows);
        return cells;
    }

    @Override
    void take(ColumnVector vector) {
        cells.reset(new byte[0], vector.defined().length);
    }

    /** The parser adds the rows. */
    @Override
    void finish(ColumnVector vector, int rows) {}

    @Override
    int read(byte[] bytes, int at, int row) {
        boolean quoted = bytes[at] == form().quote();
        long word = Swar.load(bytes, at);
        if (!quoted && (form().quoted() || isNull(word))) {
            return readNull(word, at, row);
        }
        int from = quoted ? at + 1 : at;
        int end = end(bytes, from, quoted ? 0 : -1L);
        if (!quoted && form().end() == '\r') {
            end--;
        }
        if (end < from || (quoted ? bytes[end] != form().quote() : end == from || bytes[end - 1] == '\r')) {
            return UNUSUAL;
        }
        cells.from()[row] = from;
        cells.to()[row] = end;
        int behind = quoted ? end + 1 : end;
        return bytes[behind] == end() ? behind + 1 : UNUSUAL;
    }

    /** The first quote; with {@code bare} all ones, the first quote, delimiter or line feed. Negative if there is none. */
    private int end(byte[] bytes, int from, long bare) {
        for (int at = from; at < limit(); at += Long.BYTES) {
            long word = Swar.load(bytes, at);
            long others = Swar.zeros(word ^ delimiters) | Swar.zeros(word ^ LINE_FEEDS);
            long found = Swar.zeros(word ^ quotes) | (others & bare);
            if (found != 0) {
                return at + Swar.first(found);
            }
        }
        return UNUSUAL;
    }

    @Override
    void setNull(int row) {
        cells.from()[row] = Cells.NULL;
        super.setNull(row);
    }
}
