package io.tidbmirror.decode;

import io.tidbmirror.change.Column;
import java.util.Arrays;
import java.util.List;

/** Finds the cells of a column in the rows that were taken, among all that a scan has found. */
final class CsvCellFinder {
    private static final int INITIAL = 256;

    private final CsvLayout layout;
    private final CsvScanner scanner;
    private final boolean[] text;
    private final boolean[] mayBeBare;

    /** The first value's cell of each row. */
    private int[] first = new int[INITIAL];

    private int count;

    CsvCellFinder(CsvLayout layout, CsvScanner scanner) {
        this.layout = layout;
        this.scanner = scanner;
        List<Column> columns = layout.schema().columns();
        this.text = new boolean[columns.size()];
        this.mayBeBare = new boolean[text.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = CsvLayout.isText(columns.get(i));
            mayBeBare[i] = CsvLayout.mayBeBare(columns.get(i), layout.options().binaryEncoding());
        }
    }

    /** The rows of another scan come next. */
    void clear() {
        count = 0;
    }

    /**
     * Takes a row.
     *
     * @param cell number of the cell, among those of the scan, that its first value has
     */
    void take(int cell) {
        if (count == first.length) {
            first = Arrays.copyOf(first, 2 * count);
        }
        first[count++] = cell;
    }

    /** See {@link RowReader#cells}. */
    void find(byte[] bytes, int column, Cells cells) throws BadRowException {
        cells.reset(bytes, count);
        if (!text[column]) {
            bareCells(bytes, column, cells);
        } else if (layout.isQuoted()) {
            quotedCells(bytes, column, cells);
        } else {
            bareCells(bytes, column, cells);
            CsvEscapes.undo(cells, layout.delimiter());
        }
    }

    private void bareCells(byte[] bytes, int column, Cells cells) {
        int[] ends = scanner.ends();
        int[] from = cells.from();
        int[] to = cells.to();
        int gap = layout.delimiter().length;
        for (int i = 0; i < count; i++) {
            int cell = first[i] + column;
            int start = ends[cell] + gap;
            int end = ends[cell + 1];
            from[i] = isNull(bytes, start, end) ? Cells.NULL : start;
            to[i] = end;
        }
    }

    private void quotedCells(byte[] bytes, int column, Cells cells) throws BadRowException {
        int[] ends = scanner.ends();
        int[] from = cells.from();
        int[] to = cells.to();
        int gap = layout.delimiter().length;
        byte quote = layout.quote();
        for (int i = 0; i < count; i++) {
            int cell = first[i] + column;
            int start = ends[cell] + gap;
            int end = ends[cell + 1];
            if (bytes[start] == quote && end - start >= 2 && bytes[end - 1] == quote) {
                from[i] = start + 1;
                to[i] = end - 1;
            } else if (isNull(bytes, start, end)) {
                from[i] = Cells.NULL;
            } else if (mayBeBare[column]) {
                from[i] = start;
                to[i] = end;
            } else {
                String name = ColumnParsers.describe(layout.schema().columns().get(column));
                throw new BadRowException(
                        start, name + " is neither quoted nor NULL; check feed.csv.quote and feed.csv.null");
            }
        }
    }

    private boolean isNull(byte[] bytes, int from, int to) {
        byte[] text = layout.nullText();
        if (to - from != text.length) {
            return false;
        }
        return text.length == 0 || (bytes[from] == text[0] && Arrays.equals(bytes, from, to, text, 0, text.length));
    }
}
