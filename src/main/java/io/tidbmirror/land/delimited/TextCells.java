package io.tidbmirror.land.delimited;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.util.Arrays;

/** String: always in quotes, so that an empty text is not NULL; quotes doubled, everything else as it is. */
final class TextCells extends CellWriter {
    private static final byte[] NULL = Dialect.bytes(Dialect.NULL_VALUE);
    private static final long QUOTES = Dialect.QUOTE * 0x0101_0101_0101_0101L;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final TableId table;
    private final String column;
    private byte[] data = new byte[0];
    private int[] offsets = new int[0];

    TextCells(TableId table, String column) {
        this.table = table;
        this.column = column;
    }

    @Override
    void take(ColumnVector vector) {
        BytesVector bytes = (BytesVector) vector;
        data = bytes.data();
        offsets = bytes.offsets();
    }

    @Override
    int fixedBytes() {
        return 2;
    }

    @Override
    long variableBytes(int from, int to) {
        return 2L * (offsets[to] - offsets[from]);
    }

    /** Hot loop: copies and looks for quotes eight bytes at a time. */
    @Override
    int value(int row, byte[] out, int start) {
        byte[] source = data;
        int from = offsets[row];
        int to = offsets[row + 1];
        if (to - from == NULL.length && Arrays.equals(source, from, to, NULL, 0, NULL.length)) {
            throw isNullValue();
        }
        int at = start;
        out[at++] = Dialect.QUOTE;
        int i = from;
        while (i < to) {
            long word = (long) Digits.LONGS.get(source, i);
            Digits.LONGS.set(out, at, word);
            int quote = Long.numberOfTrailingZeros(firstZero(word ^ QUOTES)) >>> 3;
            if (quote < Digits.WORD && i + quote < to) {
                out[at + quote + 1] = Dialect.ESCAPE;
                // The quote itself was copied with its word: the second one stands behind it.
                at += quote + 2;
                i += quote + 1;
            } else {
                at += Digits.WORD;
                i += Digits.WORD;
            }
        }
        at -= i - to;
        out[at++] = Dialect.QUOTE;
        return at;
    }

    /** The high bit of the first byte that is zero; those of bytes behind it are not certain. */
    private static long firstZero(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }

    private PoisonException isNullValue() {
        return new PoisonException("table " + table + ": column " + column + " has the text " + Dialect.NULL_VALUE
                + ", which stands for NULL in delimited landing files and might be read as NULL: land the table with"
                + " landing.format=parquet, or leave it out");
    }
}
