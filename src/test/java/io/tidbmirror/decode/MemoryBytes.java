package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file held in memory. */
record MemoryBytes(String name, byte[] bytes) implements ByteSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }
}
