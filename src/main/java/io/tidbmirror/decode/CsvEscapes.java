package io.tidbmirror.decode;

/** Backslash escapes of text without quotes: {@code \r}, {@code \n}, {@code \\}, and one before each byte of a delimiter. */
final class CsvEscapes {
    private CsvEscapes() {}

    /** Rewrites the cells in place, which makes them shorter. */
    static void undo(Cells cells, byte[] delimiter) throws BadRowException {
        for (int i = 0; i < cells.count(); i++) {
            if (cells.from()[i] != Cells.NULL) {
                cells.to()[i] = undo(cells.bytes(), cells.from()[i], cells.to()[i], delimiter);
            }
        }
    }

    private static int undo(byte[] bytes, int from, int to, byte[] delimiter) throws BadRowException {
        int out = from;
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            if (next == '\\') {
                i++;
                next = i < to ? unescaped(bytes[i], delimiter) : 0;
                if (next == 0) {
                    throw new BadRowException(
                            i - 1,
                            "a backslash begins no escape that TiCDC writes; check feed.csv.quote, feed.csv.null"
                                    + " and feed.terminator");
                }
            }
            bytes[out++] = next;
        }
        return out;
    }

    private static byte unescaped(byte escaped, byte[] delimiter) {
        return switch (escaped) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case '\\' -> '\\';
            default -> isOneOf(escaped, delimiter) ? escaped : 0;
        };
    }

    private static boolean isOneOf(byte value, byte[] bytes) {
        boolean found = false;
        for (byte each : bytes) {
            found |= each == value;
        }
        return found;
    }
}
