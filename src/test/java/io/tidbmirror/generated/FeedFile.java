package io.tidbmirror.generated;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A CSV file of a changefeed: quote {@code "}, null {@code \N}, commit-ts, terminator LF. */
public final class FeedFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final byte[] names;
    private long bytes;

    FeedFile(OutputStream out, String table, String schema) {
        this.out = new BufferedOutputStream(out, BUFFER);
        names = (',' + quoted(table) + ',' + quoted(schema) + ',').getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a row; numbers are printed bare, texts are quoted. */
    public FeedFile row(char operation, long commitTs, Object... values) throws IOException {
        StringBuilder line = new StringBuilder();
        line.append(commitTs);
        for (Object value : values) {
            line.append(',').append(value == null ? "\\N" : value instanceof Number ? value : quoted(value.toString()));
        }
        write(quoted(Character.toString(operation)).getBytes(StandardCharsets.UTF_8));
        write(names);
        write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds bytes as they are. */
    public FeedFile raw(byte[] some) throws IOException {
        write(some);
        return this;
    }

    /** Bytes written so far. */
    public long size() {
        return bytes;
    }

    private void write(byte[] some) throws IOException {
        out.write(some);
        bytes += some.length;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
