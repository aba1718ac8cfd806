package io.tidbmirror.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file, on disk with its name once it is closed. Closing again does nothing. */
final class StageStream extends OutputStream {
    /** Written at once: the JDK copies it into memory of its own first, which stays in the caches then. */
    private static final int PART_BYTES = 64 << 10;

    private final Path file;
    private final FileChannel channel;

    StageStream(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(data, from, length);
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PART_BYTES));
            write(bytes);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            channel.write(bytes);
        } catch (IOException e) {
            throw DurableFiles.unwritten(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                channel.force(true);
            }
            DurableFiles.sync(DurableFiles.parent(file));
        }
    }
}
