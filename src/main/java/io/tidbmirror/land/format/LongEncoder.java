package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import org.jspecify.annotations.Nullable;

/** INT32 and INT64: integers, dates, timestamps and decimals of up to 18 digits. */
final class LongEncoder extends FixedEncoder {
    LongEncoder(int width) {
        super(width);
    }

    @Override
    void load(ColumnVector vector, int from, int to, int nulls, Scratch scratch) {
        long[] values = ((LongVector) vector).values();
        if (nulls == 0) {
            loaded(values, from, to - from);
            return;
        }
        byte[] defined = vector.defined();
        long[] dense = scratch.longs(to - from);
        int count = 0;
        for (int row = from; row < to; row++) {
            dense[count] = values[row];
            count += defined[row];
        }
        loaded(dense, 0, count);
    }

    @Override
    @Nullable
    Bounds bounds() {
        if (count() == 0) {
            return null;
        }
        long[] values = values();
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = start(); i < start() + count(); i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return new Bounds(bound(min), bound(max));
    }
}
