package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** Int32 and Int64. */
final class IntegerCells extends CellWriter {
    private long[] values = new long[0];

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int fixedBytes() {
        return Digits.MOST_BYTES;
    }

    @Override
    int value(int row, byte[] out, int at) {
        return Digits.put(values[row], out, at);
    }
}
