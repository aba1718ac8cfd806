package io.tidbmirror.land.format;

import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * A finished data page that waits for its row group to be complete.
 *
 * @param bytes the page, compressed if its column chunk is
 * @param rawLength bytes before compression
 * @param rows rows, NULL rows included
 * @param encoding encoding of the values
 * @param statistics number of NULLs, and the bounds if {@code bounded}
 * @param bounded whether the statistics tell the bounds of all values there are
 */
@SuppressWarnings("ArrayRecordComponent") // pages are never compared
record Page(byte[] bytes, int rawLength, int rows, Encoding encoding, Statistics<?> statistics, boolean bounded) {
    /** About what a page takes in memory besides its bytes. */
    private static final int OVERHEAD_BYTES = 256;

    int heldBytes() {
        return bytes.length + OVERHEAD_BYTES;
    }

    Page with(byte[] stored) {
        return new Page(stored, rawLength, rows, encoding, statistics, bounded);
    }
}
