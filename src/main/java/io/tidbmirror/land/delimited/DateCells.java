package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** IDate. */
final class DateCells extends CellWriter {
    private final Day day = new Day();
    private long[] values = new long[0];

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int fixedBytes() {
        return Day.LENGTH;
    }

    @Override
    int value(int row, byte[] out, int at) {
        return day.put(values[row], out, at);
    }
}
