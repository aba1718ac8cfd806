package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import java.util.EnumSet;
import java.util.Set;

/** What both flavours of a Dumpling file share: rows are gathered cell by cell, each is an insert. */
abstract class DumpReader implements RowReader {
    /** Types of binary values, whatever they are landed as. */
    private static final Set<MySqlType> BINARY =
            EnumSet.of(MySqlType.BINARY, MySqlType.VARBINARY, MySqlType.BLOB, MySqlType.BIT);

    private static final byte INSERT = Operation.INSERT.code();

    private final TableSchema schema;
    private final DumpEscapes escapes;
    private final DumpGrid grid = new DumpGrid();
    private DumpColumns columns;
    private byte[] bytes = new byte[0];

    DumpReader(TableSchema schema, DumpEscapes escapes) {
        this.schema = schema;
        this.escapes = escapes;
        this.columns = DumpColumns.inOrder(schema);
    }

    final TableSchema schema() {
        return schema;
    }

    final DumpEscapes escapes() {
        return escapes;
    }

    final DumpGrid grid() {
        return grid;
    }

    final byte[] bytes() {
        return bytes;
    }

    final void columns(DumpColumns named) {
        columns = named;
    }

    @Override
    public final int read(byte[] source, int from, int to, Rows rows) throws BadRowException {
        bytes = source;
        grid.clear();
        int at = from;
        while (at < to) {
            int next = step(at, to, rows);
            if (next <= at) {
                grid.dropRow();
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Reads one row, or what stands between rows. Returns where the next begins, or -1 if this one is not complete. */
    abstract int step(int from, int to, Rows rows) throws BadRowException;

    @Override
    public final String suspicion() {
        return "; " + options();
    }

    @Override
    public final boolean ended() {
        return false;
    }

    /** Ends a row whose cells are in the grid. */
    final void add(int start, Rows rows) throws BadRowException {
        if (grid.cellsOfRow() != columns.width()) {
            throw new BadRowException(
                    start,
                    "it has " + grid.cellsOfRow() + " values, but " + columns.width() + " columns are dumped"
                            + " (generated columns are not)");
        }
        grid.endRow();
        rows.add(INSERT, ChangeBlock.NO_COMMIT_TS, start);
    }

    @Override
    public final void cells(int column, Cells cells) throws BadRowException {
        cells.reset(bytes, grid.rows());
        Column described = schema.columns().get(column);
        for (int row = 0; row < grid.rows(); row++) {
            int cell = row * columns.width() + columns.cells()[column];
            byte form = grid.form(cell);
            if (!fits(form, described)) {
                throw new BadRowException(
                        grid.from(cell),
                        ColumnParsers.describe(described) + " is neither NULL nor written as Dumpling writes its type; "
                                + options());
            }
            cells.from()[row] = form == DumpGrid.NULL ? Cells.NULL : grid.from(cell);
            cells.to()[row] =
                    form == DumpGrid.QUOTED ? escapes.undo(bytes, grid.from(cell), grid.to(cell)) : grid.to(cell);
        }
    }

    /** Text is quoted, as are dates and labels; what is no text may be, and binary values of SQL are hexadecimal. */
    private boolean fits(byte form, Column column) {
        boolean binary = BINARY.contains(column.type().name());
        boolean text = CsvLayout.isText(column) && column.type().name() != MySqlType.DECIMAL;
        return switch (form) {
            case DumpGrid.NULL -> true;
            case DumpGrid.HEX -> binary && hexadecimal();
            case DumpGrid.QUOTED -> !(binary && hexadecimal());
            default -> !text && !binary;
        };
    }

    /** The options that may be wrong, for messages. */
    abstract String options();

    /** Whether binary values are written as {@code x'…'}. */
    abstract boolean hexadecimal();
}
