package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;

/**
 * The hot path of CSV: reads rows in one pass over their bytes, each cell by a {@link CsvCell} of its column, which parses
 * it where it stands. No index of the chunk is made and no byte is looked at twice.
 *
 * <p>It takes rows whose cells all have the usual form and stops before the first other one. What is unusual is not judged
 * here: {@link CsvReader} reads it with the general scanners and parsers, which accept it or say what is wrong. So both
 * ways give the same rows, and errors come from one of them only.
 */
final class CsvRows {
    private static final int INITIAL_ROWS = 256;
    private static final byte DELETE = Operation.DELETE.code();

    private final RowFilter filter;
    private final ColumnParsers parsers;
    private final TableSchema schema;
    private final CsvRowHead head;
    private final CsvCell[] cells;
    private final boolean carriageReturn;
    private int capacity;
    private boolean ended;

    CsvRows(CsvLayout layout, ColumnParsers parsers, RowFilter filter) {
        this.filter = filter;
        this.parsers = parsers;
        this.schema = layout.schema();
        this.head = new CsvRowHead(layout);
        this.carriageReturn = layout.terminator().length == 2;
        this.cells = new CsvCell[schema.columns().size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = parsers.cell(i, layout.form(i));
        }
    }

    /** Whether rows of this layout have a usual form. */
    static boolean takes(CsvLayout layout) {
        CsvOptions options = layout.options();
        return layout.isSimple()
                && !options.outputOldValue()
                && !options.outputHandleKey()
                && CsvCell.Form.takes(options.nullText());
    }

    boolean ended() {
        return ended;
    }

    /** See {@link RowReader#lastStart}. */
    int lastStart(byte[] bytes, int from, int to) {
        int at = to - head.length();
        while (at > from && !(bytes[at - 1] == '\n' && head.isAt(bytes, at))) {
            at--;
        }
        return Math.max(at, from);
    }

    /**
     * Reads rows into an empty block, as many as follow each other in usual form.
     *
     * @return where the first row begins that was not read
     */
    int read(byte[] bytes, int from, int to, Rows rows, ChangeBlock block) throws BadRowException {
        capacity = Math.max(capacity, INITIAL_ROWS);
        reserve(block);
        for (int i = 0; i < cells.length; i++) {
            cells[i].begin(block.column(i), to);
            cells[i].define(0);
        }
        int at = from;
        int end = row(bytes, at, to, 0);
        while (end != CsvCell.UNUSUAL) {
            long commitTs = head.commitTs();
            RowFilter.Verdict verdict = filter.judge(commitTs, at);
            if (verdict == RowFilter.Verdict.END) {
                ended = true;
                break;
            }
            if (verdict == RowFilter.Verdict.TAKE && filter.wants(head.operation())) {
                rows.add(head.operation(), commitTs, at);
                if (rows.count() == capacity) {
                    grow(block);
                }
            } else {
                undo(rows.count());
            }
            at = end;
            end = row(bytes, at, to, rows.count());
        }
        finish(bytes, rows, block);
        return at;
    }

    /** Reads one row into a slot; gives where the next one begins. */
    private int row(byte[] bytes, int start, int to, int row) {
        int at = head.read(bytes, start, to);
        if (at < 0) {
            return CsvCell.UNUSUAL;
        }
        for (CsvCell cell : cells) {
            int next = cell.read(bytes, at, row);
            if (next == CsvCell.UNUSUAL && head.operation() == DELETE) {
                next = cell.readMissing(bytes, at, row);
            }
            // One look for both: unusual is negative.
            if ((next | (to - next)) < 0) {
                return CsvCell.UNUSUAL;
            }
            at = next;
        }
        if (carriageReturn) {
            at = bytes[at] == '\n' ? at + 1 : CsvCell.UNUSUAL;
        }
        return at <= to ? at : CsvCell.UNUSUAL;
    }

    private void undo(int row) {
        for (CsvCell cell : cells) {
            cell.undo(row);
        }
    }

    private void grow(ChangeBlock block) {
        capacity *= 2;
        reserve(block);
        for (int i = 0; i < cells.length; i++) {
            cells[i].attach(block.column(i));
            cells[i].define(capacity / 2);
        }
    }

    private void reserve(ChangeBlock block) {
        for (int i = 0; i < cells.length; i++) {
            block.column(i).reserve(capacity);
        }
    }

    private void finish(byte[] bytes, Rows rows, ChangeBlock block) throws BadRowException {
        for (int i = 0; i < cells.length; i++) {
            try {
                cells[i].finish(block.column(i), rows.count());
                if (cells[i] instanceof CsvRangeCell found) {
                    parsers.parse(i, found.cells(bytes, rows.count()), rows, block.column(i));
                }
            } catch (BadCellException e) {
                String column = ColumnParsers.describe(schema.columns().get(i));
                throw new BadRowException(rows.start(e.row()), column + " " + e.getMessage());
            }
        }
    }
}
