package io.tidbmirror.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Undoes {@code large-message-handle-compression} (tiflow compression.go: snappy blocks, lz4 frames). What a message unpacks
 * to is counted, so that a small one cannot fill the memory.
 */
public enum Unpacking {
    /** Messages are not compressed. */
    NONE,
    SNAPPY,
    LZ4;

    /** The most bytes of one message. */
    static final int MOST_BYTES = 256 << 20;

    /** Nothing that TiCDC compresses shrinks further. */
    static final int MOST_RATIO = 255;

    private static final int LEAST_LIMIT = 1 << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * The message itself.
     *
     * @throws IOException if it is not compressed in this way, or grows beyond the limits
     */
    byte @Nullable [] unpack(byte @Nullable [] message) throws IOException {
        if (message == null) {
            return null;
        }
        return switch (this) {
            case NONE -> message;
            case SNAPPY -> snappy(message);
            case LZ4 -> lz4(message);
        };
    }

    private static byte[] snappy(byte[] message) throws IOException {
        int length = Snappy.uncompressedLength(message);
        if (length < 0 || length > limit(message)) {
            throw tooLarge(limit(message));
        }
        return Snappy.uncompress(message);
    }

    private static byte[] lz4(byte[] message) throws IOException {
        long limit = limit(message);
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(message))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                unpacked.write(buffer, 0, read);
                if (unpacked.size() > limit) {
                    throw tooLarge(limit);
                }
            }
        }
        return unpacked.toByteArray();
    }

    private static long limit(byte[] message) {
        return Math.min(MOST_BYTES, Math.max(LEAST_LIMIT, (long) message.length * MOST_RATIO));
    }

    private static IOException tooLarge(long limit) {
        return new IOException("it unpacks to more than " + limit + " bytes");
    }
}
