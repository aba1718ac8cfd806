package io.tidbmirror.decode;

import java.util.Arrays;

/** Finds cells byte by byte, for any delimiter, terminator, and for text without quotes. */
final class CsvRecords implements CsvScanner {
    private static final int INITIAL = 1024;

    private final CsvLayout layout;
    private byte[] bytes = new byte[0];
    private int limit;
    private int[] ends = new int[INITIAL];
    private int count;
    private int scannedRows;
    private int[] rowEnds = new int[INITIAL];

    CsvRecords(CsvLayout layout) {
        this.layout = layout;
    }

    @Override
    public int[] ends() {
        return ends;
    }

    @Override
    public void scan(byte[] source, int from, int to) throws BadRowException {
        bytes = source;
        limit = to;
        ends[0] = from - layout.terminator().length;
        count = 0;
        scannedRows = 0;
        int at = from;
        while (at < to) {
            int end = cellEnd(at);
            if (end < 0) {
                break;
            }
            add(end);
            boolean row = startsWith(layout.terminator(), end);
            if (row) {
                addRow();
            }
            at = end + (row ? layout.terminator().length : layout.delimiter().length);
        }
    }

    @Override
    public int rowEnd(int before) {
        int found = Arrays.binarySearch(rowEnds, 0, scannedRows, before + 1);
        int row = found >= 0 ? found : -found - 1;
        return row < scannedRows ? rowEnds[row] : INCOMPLETE;
    }

    /** Where the delimiter or terminator behind the cell begins; negative if the chunk ends before. */
    private int cellEnd(int start) throws BadRowException {
        int at = start;
        if (layout.isQuoted() && bytes[at] == layout.quote()) {
            at = closingQuote(at + 1) + 1;
            if (at == 0 || limit - at < Math.max(layout.delimiter().length, layout.terminator().length)) {
                return at > 0 && startsWith(layout.terminator(), at) ? at : -1;
            }
            if (!startsWith(layout.delimiter(), at) && !startsWith(layout.terminator(), at)) {
                throw new BadRowException(
                        at,
                        "a closing quote is not followed by the delimiter; check feed.csv.quote,"
                                + " feed.csv.delimiter and feed.terminator");
            }
            return at;
        }
        while (at < limit && !startsWith(layout.delimiter(), at) && !startsWith(layout.terminator(), at)) {
            at += !layout.isQuoted() && bytes[at] == '\\' ? 2 : 1;
        }
        return at < limit ? at : -1;
    }

    /** The quote that is not one of a pair; -1 if it is not in the chunk, or its neighbour is not. */
    private int closingQuote(int start) {
        int at = start;
        while (at + 1 < limit) {
            if (bytes[at] != layout.quote()) {
                at++;
            } else if (bytes[at + 1] == layout.quote()) {
                at += 2;
            } else {
                return at;
            }
        }
        return -1;
    }

    private boolean startsWith(byte[] text, int at) {
        return at + text.length <= limit && Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
    }

    private void add(int end) {
        if (++count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[count] = end;
    }

    private void addRow() {
        if (scannedRows == rowEnds.length) {
            rowEnds = Arrays.copyOf(rowEnds, 2 * rowEnds.length);
        }
        rowEnds[scannedRows++] = count;
    }
}
