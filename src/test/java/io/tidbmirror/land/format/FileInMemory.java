package io.tidbmirror.land.format;

import java.util.Arrays;

/** A landing file to inspect. */
public record FileInMemory(byte[] bytes) implements LandedBytes {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }
}
