package io.tidbmirror.change;

/**
 * A place in a series of files, of a changefeed in positioned mode or of an export: {@code file#rows} with so many rows of the
 * file landed, or {@code file#end} with all of them.
 *
 * @param file where the file stands in its series
 * @param rows rows landed, or {@link #ALL}
 */
public record FilePlace(String file, long rows) {
    public static final long ALL = -1;

    private static final String END = "end";

    /** Reads a position back; anything else than what {@link #position} gives is refused. */
    public static FilePlace of(Position position) {
        String text = position.toString();
        int hash = text.lastIndexOf('#');
        if (!(position instanceof Position.At) || hash < 0) {
            throw new IllegalArgumentException("not a place in a file: " + text);
        }
        String rows = text.substring(hash + 1);
        return new FilePlace(text.substring(0, hash), rows.equals(END) ? ALL : Long.parseLong(rows));
    }

    public Position position() {
        return new Position.At(file + "#" + (rows == ALL ? END : Long.toString(rows)));
    }
}
