package io.tidbmirror.land.format;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.MarkedBlock;
import java.util.Arrays;
import java.util.List;

/** Rows of small slices, gathered until they make pages: the columns of a table, then the row markers. Not thread safe. */
final class RowBuffer {
    private final List<ValueType> types;
    private final ColumnVector[] columns;
    private final LongVector markers = new LongVector();

    RowBuffer(TableSchema table) {
        this.types = types(table);
        this.columns = table.newVectors();
    }

    /** Whether it was made for columns of these types. */
    boolean fits(List<ValueType> wanted) {
        return types.equals(wanted);
    }

    static List<ValueType> types(TableSchema table) {
        return table.columns().stream().map(Column::value).toList();
    }

    int rows() {
        return markers.size();
    }

    /** Bytes of the values held. */
    long bytes() {
        long bytes = 0;
        for (ColumnVector column : columns) {
            bytes += column.heldBytes();
        }
        return bytes;
    }

    /** Bytes that there is room for in the columns of text. */
    long textCapacity() {
        long bytes = 0;
        for (ColumnVector column : columns) {
            bytes += column instanceof BytesVector text ? text.data().length : 0;
        }
        return bytes;
    }

    void add(MarkedBlock rows) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(rows.block().column(i), rows.from(), rows.to());
        }
        addMarkers(rows.markers(), rows.from(), rows.to());
    }

    void addMarkers(byte[] source, int from, int to) {
        int rows = to - from;
        markers.reserve(rows);
        long[] values = markers.values();
        int size = markers.size();
        for (int i = 0; i < rows; i++) {
            values[size + i] = source[from + i];
        }
        Arrays.fill(markers.defined(), size, size + rows, (byte) 1);
        markers.added(rows, 0);
    }

    /** A column; behind those of the table, the markers. */
    ColumnVector column(int index) {
        return index < columns.length ? columns[index] : markers;
    }

    void clear() {
        for (ColumnVector column : columns) {
            column.clear();
        }
        markers.clear();
    }
}
