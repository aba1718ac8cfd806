package io.tidbmirror.land.delimited;

import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.LandedBytes;
import io.tidbmirror.land.format.UnreadableFileException;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a delimited landing file from the first to the last byte: its header, the form of its rows, their markers. */
final class DelimitedInspection {
    private static final int PART = 1 << 20;
    private static final byte[] SEPARATOR = Dialect.bytes(Dialect.ROW_SEPARATOR);

    private final LandedBytes file;
    private final List<FileSummary.Column> columns;
    private final SortedSet<Integer> markers = new TreeSet<>();
    private long rows;

    private boolean quoted;
    private int cells = 1;
    private int cellBytes;
    private byte last;

    DelimitedInspection(LandedBytes file, List<FileSummary.Column> columns) {
        this.file = file;
        this.columns = columns;
    }

    FileSummary summary() throws IOException, UnreadableFileException {
        long at = header();
        while (at < file.size()) {
            byte[] part = part(at, (int) Math.min(PART, file.size() - at));
            for (byte b : part) {
                take(b);
            }
            at += part.length;
        }
        if (cells != 1 || cellBytes != 0) {
            throw new UnreadableFileException("it ends inside of row " + (rows + 1) + ", so it was cut");
        }
        List<FileSummary.Column> all = Stream.concat(
                        columns.stream(), Stream.of(new FileSummary.Column(Marker.COLUMN, DataType.INT32.word(), true)))
                .toList();
        return new FileSummary(all, rows, Map.of(), markers);
    }

    /** Compares the header with the metadata, as bytes, and returns its length. */
    private long header() throws IOException, UnreadableFileException {
        byte[] expected = Dialect.bytes(columns.stream()
                .map(column -> Dialect.headerCell(column.name()) + (char) Dialect.COLUMN_SEPARATOR)
                .collect(Collectors.joining("", "", Marker.COLUMN + Dialect.ROW_SEPARATOR)));
        if (file.size() < expected.length || !Arrays.equals(expected, part(0, expected.length))) {
            throw new UnreadableFileException("its header does not name the columns of the table's metadata");
        }
        return expected.length;
    }

    private void take(byte b) throws UnreadableFileException {
        if (b == Dialect.QUOTE) {
            quoted = !quoted;
            cellBytes++;
        } else if (quoted || (b != Dialect.COLUMN_SEPARATOR && b != SEPARATOR[0] && b != SEPARATOR[1])) {
            cellBytes++;
        } else if (b == Dialect.COLUMN_SEPARATOR) {
            cells++;
            cellBytes = 0;
        } else if (b == SEPARATOR[1]) {
            endRow();
            return;
        } else if (cells != columns.size() + 1 || cellBytes != 1) {
            throw malformed();
        } else {
            markers.add(last - '0');
        }
        last = b;
    }

    private void endRow() throws UnreadableFileException {
        if (last != SEPARATOR[0]) {
            throw malformed();
        }
        rows++;
        cells = 1;
        cellBytes = 0;
        last = 0;
    }

    private UnreadableFileException malformed() {
        return new UnreadableFileException("row " + (rows + 1) + " has not " + (columns.size() + 1)
                + " values, the last of them a row marker, and a row separator");
    }

    private byte[] part(long offset, int length) throws IOException, UnreadableFileException {
        byte[] part = file.read(offset, length);
        if (part.length != length) {
            throw new UnreadableFileException("it is shorter than its folder says");
        }
        return part;
    }
}
