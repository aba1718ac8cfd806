package io.tidbmirror.decode;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableSchema;
import java.util.Arrays;
import java.util.List;

/**
 * Which cell of a row belongs to which column of a table.
 *
 * @param width cells of a row
 * @param cells for each column of the schema its cell
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DumpColumns(int width, int[] cells) {
    /** The cells of a file that names no columns: all of the table's, in order. */
    static DumpColumns inOrder(TableSchema schema) {
        int[] cells = new int[schema.columns().size()];
        Arrays.setAll(cells, i -> i);
        return new DumpColumns(cells.length, cells);
    }

    /**
     * The cells of a file that names its columns.
     *
     * @throws BadRowException if they are not those of the table
     */
    static DumpColumns named(List<String> names, TableSchema schema, int position) throws BadRowException {
        int[] cells = new int[schema.columns().size()];
        for (int i = 0; i < cells.length; i++) {
            Column column = schema.columns().get(i);
            cells[i] = find(column.name(), names);
            if (cells[i] < 0) {
                throw new BadRowException(
                        position,
                        "column " + column.name() + " of the table is not among the columns of the file, " + names);
            }
        }
        return new DumpColumns(names.size(), cells);
    }

    private static int find(String column, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }
}
