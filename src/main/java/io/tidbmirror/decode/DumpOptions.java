package io.tidbmirror.decode;

/**
 * The options of a Dumpling export that decide how its rows are written, under the names of Dumpling's flags without
 * {@code --csv-} (tidb dumpling/export/config.go).
 *
 * @param separator CSV: between cells
 * @param delimiter CSV: around text, one character, or empty
 * @param nullValue CSV: bare cell that means NULL
 * @param escapeBackslash whether special characters of text are written as backslash escapes; else quotes are doubled
 * @param header CSV: whether each file begins with a line of column names
 * @param binary CSV: how values of BINARY, VARBINARY, BLOB and BIT are written; SQL always writes them as {@code x'…'}
 */
public record DumpOptions(
        String separator,
        String delimiter,
        String nullValue,
        boolean escapeBackslash,
        boolean header,
        DumpBinary binary) {
    public DumpOptions {
        require(!separator.isEmpty(), "separator must not be empty");
        require(separator.indexOf('\r') < 0 && separator.indexOf('\n') < 0, "separator must not contain CR or LF");
        require(delimiter.length() <= 1, "delimiter must be empty or one character");
        require(delimiter.isEmpty() || delimiter.charAt(0) < 128, "delimiter must be an ASCII character");
        require(delimiter.isEmpty() || !separator.contains(delimiter), "separator must not contain the delimiter");
        require(
                !nullValue.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"),
                "NULL cannot be told from a number: export with a null value like \\N");
        require(
                !delimiter.isEmpty() || escapeBackslash,
                "without a delimiter and without backslash escapes, text cannot be told from separators and line ends");
        require(
                !delimiter.isEmpty() || isNoText(nullValue, separator),
                "without a delimiter, NULL cannot be told from text: export with a null value like \\N");
    }

    /** Whether a cell is no escape that text could begin with. */
    private static boolean isNoText(String nullValue, String separator) {
        return nullValue.matches("(?s)\\\\[^0rn\\\\].*") && !nullValue.startsWith("\\" + separator.charAt(0));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
