package io.tidbmirror.decode;

import java.util.Arrays;

/**
 * One column's values in the rows of a block, as ranges of bytes: what each format hands to the parsers of values.
 *
 * <p>The bytes are those between the quotes; a NULL cell begins at {@link #NULL}. Parsers may read {@link Chunk#SLACK}
 * bytes past a cell.
 */
final class Cells {
    static final int NULL = -1;

    private byte[] bytes = new byte[0];
    private int[] from = new int[0];
    private int[] to = new int[0];
    private int count;

    byte[] bytes() {
        return bytes;
    }

    int[] from() {
        return from;
    }

    /** Exclusive; unspecified for NULL cells. */
    int[] to() {
        return to;
    }

    int count() {
        return count;
    }

    /** Prepares for this many cells, which the caller then writes. */
    void reset(byte[] source, int rows) {
        bytes = source;
        count = rows;
        if (rows > from.length) {
            int length = Math.max(rows, 2 * from.length);
            from = Arrays.copyOf(from, length);
            to = Arrays.copyOf(to, length);
        }
    }

    /** Other bytes for cells that have been pointed there. */
    void replaceBytes(byte[] source) {
        bytes = source;
    }

    /** Bytes of all cells together. */
    int length() {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += from[i] == NULL ? 0 : to[i] - from[i];
        }
        return sum;
    }
}
