package io.tidbmirror.land;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what passes and keeps its checksum. */
final class ChecksummedOutput extends FilterOutputStream {
    private final Checksum checksum = new Checksum();
    private long bytes;

    ChecksummedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int from, int length) throws IOException {
        out.write(data, from, length);
        checksum.add(data, from, length);
        bytes += length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    long bytes() {
        return bytes;
    }

    String crc32c() {
        return checksum.text();
    }
}
