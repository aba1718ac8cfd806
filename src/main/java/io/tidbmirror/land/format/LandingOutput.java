package io.tidbmirror.land.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * The caller's stream as parquet-java wants it. Neither flushes nor closes it, since a store may commit what it has on
 * either; small writes are gathered.
 */
final class LandingOutput extends PositionOutputStream implements OutputFile {
    private static final int BUFFER_BYTES = 8 << 10;

    private final OutputStream out;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long position;
    private boolean holding;

    /** Where in the buffer that begins which is written from {@link #hold} on. */
    private int held;

    LandingOutput(OutputStream out) {
        this.out = out;
    }

    /** From now on bytes stay in memory, until {@link #release}. */
    void hold() {
        holding = true;
        held = buffered;
    }

    /** Ends {@link #hold} and returns what was held; the position is where it was before. */
    byte[] release() {
        holding = false;
        byte[] tail = Arrays.copyOfRange(buffer, held, buffered);
        buffered = held;
        position -= tail.length;
        return tail;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom(1);
        buffer[buffered++] = (byte) b;
        position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        makeRoom(length);
        if (length > buffer.length) {
            out.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, buffered, length);
            buffered += length;
        }
        position += length;
    }

    private void makeRoom(int more) throws IOException {
        if (more <= buffer.length - buffered) {
            return;
        }
        if (holding) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, buffered + more));
        } else {
            drain();
        }
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
