package io.tidbmirror.decode;

/**
 * The options of a CSV changefeed that decide how its rows are written, under TiCDC's names ({@code [sink.csv]} and
 * {@code [sink] terminator}).
 *
 * @param delimiter between cells, 1 to 3 characters
 * @param quote around text, one character, or empty: then text is escaped with backslashes
 * @param nullText unquoted cell that means NULL
 * @param includeCommitTs each row has a commit-ts cell
 * @param binaryEncoding of BINARY, VARBINARY and BLOB
 * @param outputOldValue each row has an is-update cell; updates are a delete and an insert
 * @param outputHandleKey each row has a handle-key cell
 * @param outputFieldHeader each file begins with a line of names
 * @param terminator after each row, not empty
 */
public record CsvOptions(
        String delimiter,
        String quote,
        String nullText,
        boolean includeCommitTs,
        BinaryEncoding binaryEncoding,
        boolean outputOldValue,
        boolean outputHandleKey,
        boolean outputFieldHeader,
        String terminator) {
    private static final int MAX_DELIMITER = 3;

    public CsvOptions {
        require(!delimiter.isEmpty() && delimiter.length() <= MAX_DELIMITER, "delimiter must have 1 to 3 characters");
        require(delimiter.indexOf('\r') < 0 && delimiter.indexOf('\n') < 0, "delimiter must not contain CR or LF");
        require(quote.length() <= 1, "quote must be empty or one character");
        require(quote.isEmpty() || !delimiter.contains(quote), "delimiter must not contain the quote");
        require(quote.isEmpty() || quote.charAt(0) < 128, "quote must be an ASCII character");
        require(
                !quote.isEmpty() || delimiter.chars().noneMatch(c -> "\\rn".indexOf(c) >= 0),
                "delimiter must not contain a backslash, r or n without a quote: they are escapes");
        require(!terminator.isEmpty(), "terminator must not be empty: rows would be glued together");
        require(
                !quote.isEmpty() || unmistakable(nullText),
                "null cannot be told from text without a quote: set a quote, or a null text like \\N");
    }

    /** Cells in front of the values. */
    int metaCells() {
        return 3 + (includeCommitTs ? 1 : 0) + (outputOldValue ? 1 : 0) + (outputHandleKey ? 1 : 0);
    }

    /** Escaped text never holds a backslash followed by any but these. */
    private static boolean unmistakable(String nullText) {
        int slash = nullText.indexOf('\\');
        return slash >= 0 && slash + 1 < nullText.length() && "rn\\".indexOf(nullText.charAt(slash + 1)) < 0;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
