package io.tidbmirror.wiring.settings;

import io.tidbmirror.decode.BinaryEncoding;
import io.tidbmirror.decode.CsvOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Options of protocol csv, as TiCDC names them (tiflow config/sink.go CSVConfig).
 *
 * @param delimiter between fields, 1 to 3 bytes
 * @param quote around text, one byte or empty
 * @param nullToken what stands for NULL
 * @param includeCommitTs whether rows carry a commit-ts
 * @param binaryEncoding how binary columns are written
 * @param outputOldValue whether an update is a delete and an insert
 * @param outputHandleKey whether rows carry the row handle
 * @param outputFieldHeader whether files begin with a header line
 */
public record CsvSettings(
        String delimiter,
        String quote,
        String nullToken,
        boolean includeCommitTs,
        BinaryEncoding binaryEncoding,
        boolean outputOldValue,
        boolean outputHandleKey,
        boolean outputFieldHeader) {
    static final Setting<String> DELIMITER = Setting.of(
            "feed.csv.delimiter",
            new Kind<>(Kind.ESCAPED.accepts(), CsvSettings::delimiter, text -> text),
            ",",
            "Between fields: 1 to 3 bytes, no line break.");
    static final Setting<String> QUOTE = Setting.of(
            "feed.csv.quote",
            new Kind<>("one character or empty", CsvSettings::quote, text -> text),
            "\"",
            "Around text values. Empty means that text is escaped by backslashes.");
    static final Setting<String> NULL = Setting.of(
            "feed.csv.null",
            Kind.TEXT,
            "\\N",
            "What stands for NULL. In a properties file a backslash is written twice: `\\\\N`.");
    static final Setting<Boolean> INCLUDE_COMMIT_TS = Setting.of(
            "feed.csv.include-commit-ts",
            Kind.FLAG,
            "false",
            "Whether rows carry their commit-ts. Mode `resolved` needs it.");
    static final Setting<BinaryEncoding> BINARY_ENCODING_METHOD = Setting.of(
            "feed.csv.binary-encoding-method",
            Kind.choice(BinaryEncoding.class),
            "base64",
            "How values of binary columns are written.");
    static final Setting<Boolean> OUTPUT_OLD_VALUE = Setting.of(
            "feed.csv.output-old-value",
            Kind.FLAG,
            "false",
            "Whether an update is written as a delete and an insert, with a field that says so.");
    static final Setting<Boolean> OUTPUT_HANDLE_KEY = Setting.of(
            "feed.csv.output-handle-key",
            Kind.FLAG,
            "false",
            "Whether rows carry a field with the row's handle (classic architecture only).");
    static final Setting<Boolean> OUTPUT_FIELD_HEADER = Setting.of(
            "feed.csv.output-field-header", Kind.FLAG, "false", "Whether each file begins with a header line.");

    static final List<Setting<?>> ALL = List.of(
            DELIMITER,
            QUOTE,
            NULL,
            INCLUDE_COMMIT_TS,
            BINARY_ENCODING_METHOD,
            OUTPUT_OLD_VALUE,
            OUTPUT_HANDLE_KEY,
            OUTPUT_FIELD_HEADER);

    static CsvSettings of(Values values) {
        return new CsvSettings(
                values.get(DELIMITER),
                values.get(QUOTE),
                values.get(NULL),
                values.get(INCLUDE_COMMIT_TS),
                values.get(BINARY_ENCODING_METHOD),
                values.get(OUTPUT_OLD_VALUE),
                values.get(OUTPUT_HANDLE_KEY),
                values.get(OUTPUT_FIELD_HEADER));
    }

    /** What the decoder needs to know; of options that are safe only. */
    CsvOptions options(String terminator) {
        return new CsvOptions(
                delimiter,
                quote,
                nullToken,
                includeCommitTs,
                binaryEncoding,
                outputOldValue,
                outputHandleKey,
                outputFieldHeader,
                terminator);
    }

    private static String delimiter(String text) {
        String delimiter = Kind.ESCAPED.read(text);
        int bytes = delimiter.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > 3) {
            throw new IllegalArgumentException("not 1 to 3 bytes");
        }
        if (delimiter.contains("\r") || delimiter.contains("\n")) {
            throw new IllegalArgumentException("holds a line break");
        }
        return delimiter;
    }

    private static String quote(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > 1) {
            throw new IllegalArgumentException("longer than one byte");
        }
        if (text.equals("\r") || text.equals("\n")) {
            throw new IllegalArgumentException("is a line break");
        }
        return text;
    }
}
