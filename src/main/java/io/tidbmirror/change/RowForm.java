package io.tidbmirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Rows as text that a landing format takes as it is: the values in column order with a separator behind each, and the end. Text
 * and base64 stand in quotes, quotes within are doubled; everything else stands without: numbers as the changefeed wrote
 * them, decimals with all digits of their scale, times with as many digits of the second as the column has.
 *
 * @param separator behind each value
 * @param quote around text
 * @param nullText stands for NULL, up to 16 bytes; a text that equals it is not written in this form
 * @param end behind the last separator, up to 8 bytes; who lands the row writes its marker there
 */
public record RowForm(byte separator, byte quote, String nullText, String end) {
    private static final int MOST_NULL_BYTES = 2 * Long.BYTES;
    private static final int MOST_END_BYTES = Long.BYTES;

    public RowForm {
        if (nullText.getBytes(UTF_8).length > MOST_NULL_BYTES || end.getBytes(UTF_8).length > MOST_END_BYTES) {
            throw new IllegalArgumentException("NULL or the end of rows is longer than copiers of rows can write");
        }
    }
}
