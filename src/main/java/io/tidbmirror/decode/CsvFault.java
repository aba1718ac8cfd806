package io.tidbmirror.decode;

import io.tidbmirror.change.TableSchema;

/** Says why a row does not look as configured: which option of the changefeed is not the one given to us. */
final class CsvFault {
    private final CsvLayout layout;

    CsvFault(CsvLayout layout) {
        this.layout = layout;
    }

    /** The first three cells are not an operation, the table and the schema. */
    String badHead(byte[] bytes, int start, int firstEnd) {
        if (CsvHeader.startsWith(CsvHeader.PREFIX, bytes, start, firstEnd)) {
            return "the row is a header line; set feed.csv.output-field-header=true";
        }
        int letter = isLetter(bytes[start]) ? start : start + 1;
        if (!isLetter(bytes[letter])) {
            return "the row does not begin with an operation (I, U or D); check feed.csv.quote and feed.terminator";
        }
        if (layout.isQuoted() ? bytes[start] != layout.quote() : letter != start) {
            return "the operation is not quoted as configured; check feed.csv.quote and feed.terminator";
        }
        if (firstEnd != letter + (layout.isQuoted() ? 2 : 1)) {
            return "the operation is not followed by the delimiter; check feed.csv.delimiter and feed.csv.quote";
        }
        return "the second and third cell are not the table and the schema; check feed.csv.delimiter and feed.csv.quote,"
                + " and that the file lies in the directory where TiCDC wrote it";
    }

    String wrongCount(int found) {
        CsvOptions options = layout.options();
        TableSchema schema = layout.schema();
        return "the row has " + found + " cells, not " + layout.cells() + " (" + options.metaCells()
                + " about the change and " + schema.columns().size() + " columns of schema version "
                + schema.version() + "); " + (found > layout.cells() ? more(options) : fewer(options));
    }

    private static String more(CsvOptions options) {
        return "check "
                + (options.includeCommitTs() ? "" : "feed.csv.include-commit-ts, ")
                + (options.outputOldValue() ? "" : "feed.csv.output-old-value, ")
                + (options.outputHandleKey() ? "" : "feed.csv.output-handle-key, ")
                + "feed.csv.quote and feed.csv.delimiter, or whether the table changed without a schema file";
    }

    private static String fewer(CsvOptions options) {
        return "check "
                + (options.includeCommitTs() ? "feed.csv.include-commit-ts, " : "")
                + (options.outputOldValue() ? "feed.csv.output-old-value, " : "")
                + (options.outputHandleKey() ? "feed.csv.output-handle-key, " : "")
                + "feed.csv.quote and feed.csv.delimiter; virtual generated columns that the schema file lists have no"
                + " values in the rows, and are known only from the CREATE or ALTER statement";
    }

    private static boolean isLetter(byte letter) {
        return letter == 'I' || letter == 'U' || letter == 'D';
    }
}
