package io.tidbmirror.land.delimited;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A delimited file being written: a header, then the rows, nothing behind them. */
final class DelimitedFile implements LandingFile {
    /** Rows that are written into the buffer together, and what they may take there unless it is one row alone. */
    private static final int STEP_ROWS = 512;

    private static final int STEP_BYTES = 256 << 10;

    private static final int MARKER_BYTES = 1 + 1 + Dialect.ROW_SEPARATOR.length();

    private static final int ROW_END_LENGTH = Dialect.ROW_FORM.end().length();

    private final OutputStream out;
    private final CellWriter[] cells;
    private byte[] buffer = new byte[0];

    DelimitedFile(TableSchema schema, OutputStream out) throws IOException {
        this.out = out;
        this.cells = schema.columns().stream()
                .map(column -> CellWriter.of(schema.table(), column))
                .toArray(CellWriter[]::new);
        out.write(Dialect.bytes(header(schema)));
    }

    /** @throws PoisonException if a column has the name of the row marker */
    static String header(TableSchema schema) {
        StringBuilder header = new StringBuilder();
        for (Column column : schema.columns()) {
            if (column.name().equalsIgnoreCase(Marker.COLUMN)) {
                throw new PoisonException("table " + schema.table() + " has a column " + column.name()
                        + ", which Fabric takes for the row marker: rename it in TiDB, or leave the table out");
            }
            header.append(Dialect.headerCell(column.name())).append((char) Dialect.COLUMN_SEPARATOR);
        }
        return header.append(Marker.COLUMN).append(Dialect.ROW_SEPARATOR).toString();
    }

    @Override
    public void write(MarkedBlock rows) throws IOException {
        ChangeBlock block = rows.block();
        if (block.hasTexts()) {
            writeTexts(block.texts(), rows);
            return;
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i].load(block.column(i));
        }
        int from = rows.from();
        while (from < rows.to()) {
            int to = Math.min(rows.to(), from + STEP_ROWS);
            while (to - from > 1 && most(from, to) > STEP_BYTES) {
                to = from + (to - from) / 2;
            }
            reserve(most(from, to));
            out.write(buffer, 0, put(rows.markers(), from, to));
            from = to;
        }
    }

    /** Rows that are text already, but for their markers. */
    private void writeTexts(BytesVector texts, MarkedBlock rows) throws IOException {
        byte[] data = texts.data();
        int[] offsets = texts.offsets();
        byte[] markers = rows.markers();
        int from = rows.from();
        while (from < rows.to()) {
            int to = Math.min(rows.to(), from + STEP_ROWS);
            for (int row = from; row < to; row++) {
                data[offsets[row + 1] - ROW_END_LENGTH] = (byte) ('0' + markers[row]);
            }
            out.write(data, offsets[from], offsets[to] - offsets[from]);
            from = to;
        }
    }

    private long most(int from, int to) {
        long bytes = (long) (to - from) * (cells.length + MARKER_BYTES);
        for (CellWriter cell : cells) {
            bytes += cell.most(from, to);
        }
        return bytes;
    }

    /** A buffer that one huge row needed does not stay. */
    private void reserve(long bytes) {
        long needed = bytes + ColumnVector.SLACK;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("a row of a delimited file would exceed 2 GiB");
        }
        if (buffer.length < needed || buffer.length > Math.max(needed, STEP_BYTES + ColumnVector.SLACK)) {
            buffer = new byte[Math.max((int) needed, STEP_BYTES + ColumnVector.SLACK)];
        }
    }

    /** Hot loop; returns the bytes written. */
    private int put(byte[] markers, int from, int to) {
        byte[] bytes = buffer;
        int at = 0;
        for (int row = from; row < to; row++) {
            for (CellWriter cell : cells) {
                at = cell.put(row, bytes, at);
                bytes[at++] = Dialect.COLUMN_SEPARATOR;
            }
            bytes[at] = (byte) ('0' + markers[row]);
            bytes[at + 1] = '\r';
            bytes[at + 2] = '\n';
            at += 3;
        }
        return at;
    }

    /** Delimited text has no place for {@code provenance}. */
    @Override
    public void finish(Map<String, String> provenance) {}

    @Override
    public void close() {}
}
