package io.tidbmirror.land.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The pages of one open column chunk. A chunk has one codec for all its pages: it starts uncompressed, and from the first
 * page that shrinks on it is compressed, with the pages before. Not thread safe.
 */
final class HeldPages {
    /**
     * A chunk is compressed if that saves more than one part in this many: numbers that shrink by less take as long to
     * compress as several times their bytes take to be written.
     */
    private static final int SAVING = 3;

    /** Pages of an uncompressed chunk between two that are tried, to notice that the values changed. */
    private static final int TRIED_EVERY = 8;

    /** What is compressed of a larger page first, to see whether the rest is worth it. */
    private static final int SAMPLE_BYTES = 32 << 10;

    /** One part in so many is what shared prefixes may leave more than the library. */
    private static final int ALLOWED = 8;

    /** How values are compressed. */
    private enum Way {
        UNKNOWN,
        LIBRARY,
        PREFIXES
    }

    private final List<Page> pages = new ArrayList<>();
    private final PagePool pool;
    private final List<byte[]> borrowed = new ArrayList<>();
    private boolean compressed;

    /** Whether the chunk before was, so that this one is without a look at a sample. */
    private boolean wasCompressed;

    private Way way = Way.UNKNOWN;
    private double mostShare;
    private int untried;
    private int largestTried;
    private long heldBytes;

    HeldPages(PagePool pool) {
        this.pool = pool;
    }

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
        Page page = new Page(store(scratch, encoding), length, rows, encoding, statistics, bounded);
        pages.add(page);
        heldBytes += page.heldBytes();
    }

    private BytesInput store(Scratch scratch, Encoding encoding) throws IOException {
        byte[] raw = scratch.page.bytes();
        int length = scratch.page.size();
        if (!compressed && !worthTrying(length, encoding)) {
            untried++;
            return copy(raw, length);
        }
        int shrunk = compressed || wasCompressed || sampleShrinks(scratch) ? compress(scratch, encoding) : length;
        if (!compressed && shrunk >= length - length / SAVING) {
            untried = 1;
            wasCompressed = false;
            largestTried = Math.max(largestTried, length);
            return copy(raw, length);
        }
        BytesInput stored = copy(scratch.compressed(), shrunk);
        if (!compressed) {
            compressHeld(scratch);
        }
        return stored;
    }

    private static boolean sampleShrinks(Scratch scratch) throws IOException {
        return scratch.page.size() < 2 * SAMPLE_BYTES
                || scratch.compress(scratch.page.bytes(), SAMPLE_BYTES) < SAMPLE_BYTES - SAMPLE_BYTES / SAVING;
    }

    /**
     * Compresses the page in {@code scratch} by the prefixes that values share with the one before, if that left little more
     * than the library did when both were tried, and leaves no more now; else both are tried again.
     */
    private int compress(Scratch scratch, Encoding encoding) throws IOException {
        int length = scratch.page.size();
        if (encoding != Encoding.PLAIN || way == Way.LIBRARY) {
            return scratch.compress(scratch.page.bytes(), length);
        }
        int shared = scratch.compressPrefixes();
        if (way == Way.PREFIXES && shared <= mostShare * length) {
            return shared;
        }
        int shrunk = scratch.compress(scratch.page.bytes(), length);
        boolean pays = shared != PageCompressor.NOT_KNOWN && shared <= shrunk + shrunk / ALLOWED;
        way = pays ? Way.PREFIXES : Way.LIBRARY;
        mostShare = (1 + 1.0 / ALLOWED) * shared / length;
        return shrunk;
    }

    /** Valid until {@link #clear}. */
    private BytesInput copy(byte[] page, int length) {
        byte[] array = pool.borrow(length);
        borrowed.add(array);
        System.arraycopy(page, 0, array, 0, length);
        return BytesInput.from(array, 0, length);
    }

    private boolean worthTrying(int length, Encoding encoding) {
        return untried == TRIED_EVERY
                || length / 2 >= largestTried
                || (!pages.isEmpty() && pages.get(pages.size() - 1).encoding() != encoding);
    }

    private void compressHeld(Scratch scratch) throws IOException {
        compressed = true;
        heldBytes = 0;
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            ByteArrayOutputStream raw = new ByteArrayOutputStream(page.rawLength());
            page.bytes().writeAllTo(raw);
            int length = scratch.compress(raw.toByteArray(), page.rawLength());
            Page shrunk = page.with(copy(scratch.compressed(), length));
            pages.set(i, shrunk);
            heldBytes += shrunk.heldBytes();
        }
    }

    /** Drops the pages and begins a chunk whose values are expected to be like these. */
    void beginNext() {
        pages.clear();
        borrowed.forEach(pool::giveBack);
        borrowed.clear();
        heldBytes = 0;
        wasCompressed = compressed;
        compressed = false;
    }

    /** Drops the pages, and what is known of their values. */
    void clear() {
        beginNext();
        wasCompressed = false;
        way = Way.UNKNOWN;
        untried = 0;
        largestTried = 0;
    }
}
