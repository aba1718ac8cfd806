package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header line. Its names are never quoted or escaped, so it cannot be split: it is compared as bytes.
 *
 * <p>TiCDC's new architecture lists virtual generated columns too, whose values the rows do not have (ticdc#5595). Such a
 * longer line is accepted if it has all our names in order; that the rows have just our columns is checked row by row.
 */
final class CsvHeader {
    static final byte[] PREFIX = "ticdc-meta$operation".getBytes(UTF_8);

    private final byte[] meta;
    private final List<byte[]> names;
    private final byte[] delimiter;
    private final byte[] terminator;
    private final byte[] line;

    CsvHeader(CsvOptions options, TableSchema schema) {
        String cells = "ticdc-meta$operation,ticdc-meta$table,ticdc-meta$schema"
                + (options.includeCommitTs() ? ",ticdc-meta$commit-ts" : "")
                + (options.outputOldValue() ? ",ticdc-meta$is-update" : "");
        List<String> columns =
                schema.columns().stream().map(column -> column.name()).toList();
        this.meta = cells.replace(",", options.delimiter()).getBytes(UTF_8);
        this.names = columns.stream().map(name -> name.getBytes(UTF_8)).toList();
        this.delimiter = options.delimiter().getBytes(UTF_8);
        this.terminator = options.terminator().getBytes(UTF_8);
        this.line = (new String(meta, UTF_8)
                        + columns.stream()
                                .map(name -> options.delimiter() + name)
                                .collect(Collectors.joining())
                        + options.terminator())
                .getBytes(UTF_8);
    }

    /** Where the first row begins behind the header, or -1 if the header is not complete. */
    int end(byte[] bytes, int from, int to) throws BadRowException {
        if (startsWith(line, bytes, from, to)) {
            return from + line.length;
        }
        int end = find(terminator, bytes, from, to);
        if (end < 0) {
            return -1;
        }
        if (!startsWith(PREFIX, bytes, from, to)) {
            throw new BadRowException(from, "the file has no header line; set feed.csv.output-field-header=false");
        }
        if (!startsWith(meta, bytes, from, end) || !hasNames(bytes, from + meta.length, end)) {
            throw new BadRowException(
                    from,
                    "the header line does not have the columns of the schema file; check feed.csv.delimiter,"
                            + " feed.csv.include-commit-ts, feed.csv.output-old-value and feed.terminator");
        }
        return end + terminator.length;
    }

    private boolean hasNames(byte[] bytes, int from, int end) {
        int at = from;
        for (byte[] name : names) {
            at = afterName(name, bytes, at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** The end of the first cell from here on that is this name, or -1. */
    private int afterName(byte[] name, byte[] bytes, int from, int end) {
        int at = from;
        while (at >= 0 && at < end) {
            int start = at + delimiter.length;
            int stop = start + name.length;
            boolean whole = stop == end || startsWith(delimiter, bytes, stop, end);
            if (startsWith(delimiter, bytes, at, end) && startsWith(name, bytes, start, end) && whole) {
                return stop;
            }
            at = find(delimiter, bytes, start, end);
        }
        return -1;
    }

    private static int find(byte[] text, byte[] bytes, int from, int to) {
        for (int i = from; i + text.length <= to; i++) {
            if (startsWith(text, bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] text, byte[] bytes, int from, int to) {
        return from + text.length <= to && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }
}
