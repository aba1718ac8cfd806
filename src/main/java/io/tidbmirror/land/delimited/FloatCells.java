package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;
import java.nio.charset.StandardCharsets;

/** Single: digits that give the same 32 bits when they are read. */
final class FloatCells extends CellWriter {
    private static final int MOST_BYTES = 24;
    private static final float EXACT = 1 << 24;
    private static final float[] POWERS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f};

    private double[] values = new double[0];

    @Override
    void take(ColumnVector vector) {
        values = ((DoubleVector) vector).values();
    }

    @Override
    int fixedBytes() {
        return MOST_BYTES;
    }

    /** Both parts of the quotient are exact, so it is rounded as a reader rounds the digits (Clinger). */
    @Override
    int value(int row, byte[] out, int start) {
        float value = (float) values[row];
        float size = Math.abs(value);
        if (size < EXACT && Float.floatToRawIntBits(value) != Float.floatToRawIntBits(-0f)) {
            for (int scale = 0; scale < POWERS.length; scale++) {
                double digits = Math.rint((double) size * POWERS[scale]);
                if (digits < EXACT && (float) digits / POWERS[scale] == size) {
                    return DoubleCells.put(value < 0, (long) digits, scale, out, start);
                }
            }
        }
        byte[] text = Float.toString(value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, out, start, text.length);
        return start + text.length;
    }
}
