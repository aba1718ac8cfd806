package io.tidbmirror.land.format;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import java.util.Arrays;

/** Rows of small slices, gathered until they make pages: the columns of a table, then the row markers. Not thread safe. */
final class RowBuffer {
    private final ColumnVector[] columns;
    private final LongVector markers = new LongVector();

    RowBuffer(TableSchema table) {
        this.columns = table.newVectors();
    }

    /** Whether it can hold rows of a table. */
    boolean fits(TableSchema table) {
        ColumnVector[] needed = table.newVectors();
        boolean fits = needed.length == columns.length;
        for (int i = 0; fits && i < needed.length; i++) {
            fits = needed[i].getClass() == columns[i].getClass();
        }
        return fits;
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
