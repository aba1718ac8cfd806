package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** Line numbers, counted only when a message needs one. */
final class Lines {
    private static final int BUFFER_BYTES = 64 << 10;

    private Lines() {}

    /** Number of the line that holds the byte at an offset, from 1; line feeds inside quotes count. */
    static long number(ByteSource source, long offset) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long line = 1;
        long left = offset;
        try (InputStream in = source.open(0)) {
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    line += buffer[i] == '\n' ? 1 : 0;
                }
                left -= read;
            }
        }
        return line;
    }
}
