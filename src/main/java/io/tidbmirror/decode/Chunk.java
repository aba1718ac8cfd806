package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A window over a file's bytes that moves forward; grows when one row is longer than it. Not thread safe. */
final class Chunk implements Closeable {
    /** About what a second-level cache holds: smaller ones change hands more often, larger ones leave the cache before they are parsed. */
    static final int BYTES = 448 << 10;

    /** Bytes past the end that word-wise readers may touch. */
    static final int SLACK = 128;

    /** Bytes asked for at once: the system writes larger pieces past the caches, from which they are about to be read. */
    private static final int READ_BYTES = 64 << 10;

    /** The longest row: what one open file may hold in memory at most. */
    static final int MAX_ROW_BYTES = 32 << 20;

    private final ByteSource source;
    private byte[] bytes;
    private int from;
    private int to;
    private long offset;
    private @Nullable InputStream in;
    private boolean ended;

    Chunk(ByteSource source, long offset, int capacity) {
        this.source = source;
        this.offset = offset;
        this.bytes = new byte[(int) Math.max(1, Math.min(capacity, left())) + SLACK];
    }

    /** Bytes from the offset on, as far as known before they are read. */
    private long left() {
        return source.size() == ByteSource.UNKNOWN_SIZE ? Long.MAX_VALUE : source.size() - offset;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Offset in the file of the byte at this place in the chunk. */
    long offset(int position) {
        return offset + (position - from);
    }

    /** Offset in the file of the first byte not consumed. */
    long offset() {
        return offset;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** Whether the chunk holds the rest of the file. */
    boolean isLast() {
        return ended || to - from >= left();
    }

    /** Moves the rest to the front and fills up from the file. */
    void fill() throws IOException {
        System.arraycopy(bytes, from, bytes, 0, to - from);
        to -= from;
        from = 0;
        int wanted = (int) Math.min(left(), bytes.length - SLACK);
        if (to < wanted && in == null && !ended) {
            in = source.open(offset + to);
        }
        while (to < wanted && in != null && !ended) {
            int read = in.read(bytes, to, Math.min(wanted - to, READ_BYTES));
            if (read < 0) {
                end();
            } else {
                to += read;
            }
        }
    }

    private void end() throws EOFException {
        if (source.size() != ByteSource.UNKNOWN_SIZE) {
            throw new EOFException(source.name() + " is shorter than the " + source.size() + " bytes listed");
        }
        ended = true;
    }

    /** Makes room for more of a row that does not fit; false if the row is longer than allowed. */
    boolean grow() {
        int capacity = bytes.length - SLACK;
        if (capacity >= MAX_ROW_BYTES) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, Math.min(2 * capacity, MAX_ROW_BYTES) + SLACK);
        return true;
    }

    void consume(int position) {
        offset += position - from;
        from = position;
    }

    /**
     * Gives its array away for another one of the same length, to which the bytes from a position on move: those before it are
     * consumed.
     */
    byte[] exchange(byte[] other, int position) {
        byte[] given = bytes;
        int rest = to - position;
        System.arraycopy(given, position, other, 0, rest);
        consume(position);
        bytes = other;
        from = 0;
        to = rest;
        return given;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
