package io.tidbmirror.land.format;

import java.io.IOException;

/** Buffers to encode one page in; borrowed from a {@link ScratchPool} while rows are written. */
final class Scratch {
    private static final int KEPT_BYTES = 4 << 20;

    final PageBuffer page = new PageBuffer();
    final PageCompressor compressor;
    private byte[] compressed = new byte[0];
    private byte[] bytes = new byte[0];
    private long[] longs = new long[0];
    private int[] offsets = new int[0];
    private int[] indexes = new int[0];

    Scratch(Compression compression) {
        this.compressor = PageCompressor.of(compression);
    }

    /** Compresses the first bytes of a page into {@link #compressed} and gives the compressed length. */
    int compress(byte[] raw, int length) throws IOException {
        makeRoom(length);
        return compressor.compress(raw, length, compressed);
    }

    /** The same by {@link PageCompressor#compressPrefixes} for the page that is here. */
    int compressPrefixes() {
        makeRoom(page.size());
        return compressor.compressPrefixes(page, compressed);
    }

    private void makeRoom(int length) {
        int bound = compressor.bound(length);
        if (compressed.length < bound || compressed.length > Math.max(bound, KEPT_BYTES)) {
            compressed = new byte[bound];
        }
    }

    byte[] compressed() {
        return compressed;
    }

    byte[] bytes(int count) {
        bytes = bytes.length < count ? new byte[count] : bytes;
        return bytes;
    }

    long[] longs(int count) {
        longs = longs.length < count ? new long[count] : longs;
        return longs;
    }

    int[] offsets(int count) {
        offsets = offsets.length < count ? new int[count] : offsets;
        return offsets;
    }

    int[] indexes(int count) {
        indexes = indexes.length < count ? new int[count] : indexes;
        return indexes;
    }
}
