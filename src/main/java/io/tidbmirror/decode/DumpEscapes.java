package io.tidbmirror.decode;

/** Escapes of text in a Dumpling export (tidb dumpling/export/sql_type.go): backslash escapes, or doubled quotes. */
final class DumpEscapes {
    private static final byte SUBSTITUTE = 0x1A;

    private final boolean backslash;
    private final byte quote;

    /**
     * The escapes of a file.
     *
     * @param backslash whether escapes begin with a backslash; else a doubled quote stands for one
     * @param quote the character around text; where there is none, the first of the separator
     */
    DumpEscapes(boolean backslash, byte quote) {
        this.backslash = backslash;
        this.quote = quote;
    }

    /**
     * Where the text ends that begins at a position, which is where its closing quote stands; -1 if that is not before
     * {@code to}. A quote at the very end may be the first of a pair.
     */
    int closing(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (backslash && bytes[at] == '\\') {
                at += 2;
            } else if (bytes[at] != quote) {
                at++;
            } else if (at + 1 == to) {
                return -1;
            } else if (bytes[at + 1] == quote) {
                at += 2;
            } else {
                return at;
            }
        }
        return -1;
    }

    /** Replaces the escapes of a text in place; returns where it ends then. */
    int undo(byte[] bytes, int from, int to) throws BadRowException {
        int out = from;
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            if (backslash && next == '\\') {
                i++;
                next = i < to ? unescaped(bytes[i], i) : unescaped((byte) 0, i);
            } else if (next == quote && i + 1 < to && bytes[i + 1] == quote) {
                i++;
            }
            bytes[out++] = next;
        }
        return out;
    }

    private byte unescaped(byte escaped, int position) throws BadRowException {
        return switch (escaped) {
            case '0' -> 0;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'Z' -> SUBSTITUTE;
            case '\\', '\'', '"' -> escaped;
            default -> {
                if (escaped == quote && quote != 0) {
                    yield escaped;
                }
                throw new BadRowException(
                        position - 1,
                        "a backslash begins no escape that Dumpling writes; check snapshot.escape-backslash");
            }
        };
    }
}
