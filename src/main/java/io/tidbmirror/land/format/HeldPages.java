package io.tidbmirror.land.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The pages of one open column chunk. A chunk has one codec for all its pages: it starts uncompressed, and from the first
 * page that shrinks on it is compressed, with the pages before. Not thread safe.
 */
final class HeldPages {
    /** A chunk is compressed if that saves more than one part in eight. */
    private static final int SAVING = 8;

    /** Pages of an uncompressed chunk between two that are tried, to notice that the values changed. */
    private static final int TRIED_EVERY = 8;

    private final List<Page> pages = new ArrayList<>();
    private boolean compressed;
    private int untried;
    private int largestTried;
    private long heldBytes;

    List<Page> pages() {
        return pages;
    }

    boolean compressed() {
        return compressed;
    }

    long heldBytes() {
        return heldBytes;
    }

    /** Adds the page in {@code scratch}. */
    void add(Scratch scratch, int rows, Encoding encoding, Statistics<?> statistics, boolean bounded)
            throws IOException {
        int length = scratch.page.size();
        byte[] stored = store(scratch.page.bytes(), length, encoding, scratch);
        Page page = new Page(stored, length, rows, encoding, statistics, bounded);
        pages.add(page);
        heldBytes += page.heldBytes();
    }

    private byte[] store(byte[] raw, int length, Encoding encoding, Scratch scratch) throws IOException {
        if (compressed) {
            return compress(raw, length, scratch);
        }
        if (worthTrying(length, encoding)) {
            untried = 0;
            largestTried = Math.max(largestTried, length);
            byte[] shrunk = compress(raw, length, scratch);
            if (shrunk.length < length - length / SAVING) {
                compressHeld(scratch);
                return shrunk;
            }
        }
        untried++;
        return Arrays.copyOf(raw, length);
    }

    private boolean worthTrying(int length, Encoding encoding) {
        return untried == TRIED_EVERY
                || length / 2 >= largestTried
                || pages.get(pages.size() - 1).encoding() != encoding;
    }

    private void compressHeld(Scratch scratch) throws IOException {
        compressed = true;
        heldBytes = 0;
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            Page shrunk = page.with(compress(page.bytes(), page.rawLength(), scratch));
            pages.set(i, shrunk);
            heldBytes += shrunk.heldBytes();
        }
    }

    static byte[] compress(byte[] raw, int length, Scratch scratch) throws IOException {
        byte[] room = scratch.compressed(scratch.compressor.bound(length));
        return Arrays.copyOf(room, scratch.compressor.compress(raw, length, room));
    }

    void clear() {
        pages.clear();
        compressed = false;
        untried = 0;
        largestTried = 0;
        heldBytes = 0;
    }
}
