package io.tidbmirror.emulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was appended to a file and not flushed yet, kept beside it. Blocks may arrive in any order, and twice. */
final class Upload {
    private final Path file;
    private final long begin;
    private final NavigableMap<Long, Long> blocks = new TreeMap<>();

    /**
     * Begins an upload.
     *
     * @param file where the content is gathered; holds what the file had before
     * @param begin how many bytes that is
     */
    Upload(Path file, long begin) {
        this.file = file;
        this.begin = begin;
    }

    void append(long position, byte[] bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest, position + rest.position());
            }
        }
        blocks.merge(position, position + bytes.length, Math::max);
    }

    /** Up to where there is no gap. */
    long end() {
        long end = begin;
        for (Map.Entry<Long, Long> block : blocks.entrySet()) {
            if (block.getKey() > end) {
                return end;
            }
            end = Math.max(end, block.getValue());
        }
        return end;
    }

    /** The content up to a position, which is not behind {@link #end}. */
    Path content(long position) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(position);
        }
        return file;
    }
}
