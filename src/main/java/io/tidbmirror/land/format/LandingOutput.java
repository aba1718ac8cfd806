package io.tidbmirror.land.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * The caller's stream as parquet-java wants it. Neither flushes nor closes it, since a store may commit what it has on
 * either; small writes are gathered.
 */
final class LandingOutput extends PositionOutputStream implements OutputFile {
    private static final int BUFFER_BYTES = 8 << 10;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long position;

    /** What is written from {@link #hold} on. */
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream(0);

    private boolean holding;

    LandingOutput(OutputStream out) {
        this.out = out;
    }

    /** From now on bytes stay in memory, until {@link #release}. */
    void hold() {
        holding = true;
    }

    /** Ends {@link #hold} and returns what was held; the position is where it was before. */
    byte[] release() {
        holding = false;
        byte[] held = tail.toByteArray();
        tail.reset();
        position -= held.length;
        return held;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        if (holding) {
            tail.write(b);
        } else {
            if (buffered == BUFFER_BYTES) {
                drain();
            }
            buffer[buffered++] = (byte) b;
        }
        position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (holding) {
            tail.write(bytes, from, length);
        } else {
            if (length > BUFFER_BYTES - buffered) {
                drain();
            }
            if (length > BUFFER_BYTES) {
                out.write(bytes, from, length);
            } else {
                System.arraycopy(bytes, from, buffer, buffered, length);
                buffered += length;
            }
        }
        position += length;
    }

    /** Hands on what is buffered. */
    void drain() throws IOException {
        out.write(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
