package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of a Dumpling CSV file (tidb dumpling/export/writer_util.go, WriteInsertInCsv). Lines end in LF or CRLF. */
final class DumpCsvReader extends DumpReader {
    private final byte[] separator;
    private final byte[] nullValue;
    private final boolean delimited;
    private final byte delimiter;
    private final boolean backslash;
    private boolean atHeader;

    DumpCsvReader(TableSchema schema, DumpOptions options, boolean atStart) {
        super(schema, new DumpEscapes(options.escapeBackslash(), special(options)));
        this.separator = options.separator().getBytes(UTF_8);
        this.nullValue = options.nullValue().getBytes(UTF_8);
        this.delimited = !options.delimiter().isEmpty();
        this.delimiter = special(options);
        this.backslash = options.escapeBackslash();
        this.atHeader = options.header() && atStart;
    }

    private static byte special(DumpOptions options) {
        String text = options.delimiter().isEmpty() ? options.separator() : options.delimiter();
        return text.getBytes(UTF_8)[0];
    }

    @Override
    public String unterminated() {
        return "the export may not be complete, or check snapshot.csv.delimiter and snapshot.escape-backslash";
    }

    @Override
    String options() {
        return "check snapshot.csv.delimiter, snapshot.csv.null-value and snapshot.csv.header";
    }

    @Override
    boolean hexadecimal() {
        return false;
    }

    @Override
    int step(int from, int to, Rows rows) throws BadRowException {
        int at = from;
        while (true) {
            int end = cell(at, to);
            if (end < 0) {
                return -1;
            }
            if (startsWith(separator, end, to)) {
                at = end + separator.length;
                continue;
            }
            int next = end + (bytes()[end] == '\r' ? 2 : 1);
            endRow(from, rows);
            return next;
        }
    }

    private void endRow(int start, Rows rows) throws BadRowException {
        if (atHeader) {
            atHeader = false;
            columns(DumpColumns.named(names(), schema(), start));
            grid().clear();
        } else {
            add(start, rows);
        }
    }

    private List<String> names() throws BadRowException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < grid().cellsOfRow(); i++) {
            int from = grid().from(i);
            int to = grid().form(i) == DumpGrid.QUOTED ? escapes().undo(bytes(), from, grid().to(i)) : grid().to(i);
            names.add(new String(bytes(), from, to - from, UTF_8));
        }
        return names;
    }

    /** Adds the cell to the grid and returns where the separator or line end behind it begins; -1 if the chunk ends before. */
    private int cell(int start, int to) throws BadRowException {
        if (delimited && bytes()[start] == delimiter) {
            int close = escapes().closing(bytes(), start + 1, to);
            if (close < 0) {
                return -1;
            }
            grid().add(DumpGrid.QUOTED, start + 1, close);
            return behind(close + 1, to);
        }
        int end = bareEnd(start, to);
        if (end >= 0) {
            boolean isNull = Arrays.equals(bytes(), start, end, nullValue, 0, nullValue.length);
            // without a delimiter, text is escaped although it is bare
            byte form = delimited ? DumpGrid.BARE : DumpGrid.QUOTED;
            grid().add(isNull ? DumpGrid.NULL : form, start, end);
        }
        return end;
    }

    private int bareEnd(int start, int to) {
        int at = start;
        while (at < to) {
            if (backslash && !delimited && bytes()[at] == '\\') {
                at += 2;
            } else if (bytes()[at] == '\n' || startsWith(separator, at, to)) {
                return at;
            } else if (bytes()[at] == '\r') {
                return at + 1 < to && bytes()[at + 1] == '\n' ? at : -1;
            } else {
                at++;
            }
        }
        return -1;
    }

    /** Checks what follows a closing delimiter. */
    private int behind(int at, int to) throws BadRowException {
        if (at < to && (bytes()[at] == '\n' || startsWith(separator, at, to))) {
            return at;
        }
        if (at + 1 < to && bytes()[at] == '\r' && bytes()[at + 1] == '\n') {
            return at;
        }
        if (at + Math.max(2, separator.length) <= to) {
            throw new BadRowException(
                    at,
                    "a closing delimiter is followed by neither separator nor line end; check snapshot.csv.separator,"
                            + " snapshot.csv.delimiter and snapshot.escape-backslash");
        }
        return -1;
    }

    private boolean startsWith(byte[] text, int at, int to) {
        return at + text.length <= to && Arrays.equals(bytes(), at, at + text.length, text, 0, text.length);
    }
}
