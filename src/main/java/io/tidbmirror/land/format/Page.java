package io.tidbmirror.land.format;

import org.apache.parquet.bytes.BytesInput;
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
record Page(BytesInput bytes, int rawLength, int rows, Encoding encoding, Statistics<?> statistics, boolean bounded) {
    /** About what a page takes in memory besides its bytes. */
    private static final int OVERHEAD_BYTES = 256;

    long heldBytes() {
        return bytes.size() + OVERHEAD_BYTES;
    }

    Page with(BytesInput stored) {
        return new Page(stored, rawLength, rows, encoding, statistics, bounded);
    }
}
