package io.tidbmirror.land.delimited;

import io.tidbmirror.change.RowForm;
import java.nio.charset.StandardCharsets;

/** How rows are written; {@code _metadata.json} says the same to readers (open-mirroring.md section 2). */
final class Dialect {
    static final String ROW_SEPARATOR = "\r\n";
    static final byte COLUMN_SEPARATOR = ',';
    static final byte QUOTE = '"';

    /**
     * Stands for NULL, never in quotes. Whether Fabric tells it from the same text in quotes is not documented, so it is one
     * that nobody writes, and a text that equals it is refused.
     */
    static final String NULL_VALUE = "__tidb_null__";

    /** A double quote inside of quotes is written twice, as RFC 4180 has it. */
    static final byte ESCAPE = QUOTE;

    /** Rows as {@link DelimitedFile} writes them; the first byte of the end is overwritten with the row marker. */
    static final RowForm ROW_FORM = new RowForm(COLUMN_SEPARATOR, QUOTE, NULL_VALUE, "?" + ROW_SEPARATOR);

    private Dialect() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A name in the header: in quotes only where it must be. */
    static String headerCell(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                && name.equals(name.strip());
        return plain && !name.isEmpty() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
