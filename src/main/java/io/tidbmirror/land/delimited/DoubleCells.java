package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;
import java.nio.charset.StandardCharsets;

/** Double: digits that give the same 64 bits when they are read. */
final class DoubleCells extends CellWriter {
    private static final int MOST_BYTES = 32;
    private static final double EXACT = 1L << 53;
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final long[] UNITS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private double[] values = new double[0];

    @Override
    void take(ColumnVector vector) {
        values = ((DoubleVector) vector).values();
    }

    @Override
    int fixedBytes() {
        return MOST_BYTES;
    }

    /**
     * Most numbers are few digits and a power of ten, both exact, so that their quotient is rounded as a reader rounds the
     * digits (Clinger). The others take the long way.
     */
    @Override
    int value(int row, byte[] out, int start) {
        double value = values[row];
        double size = Math.abs(value);
        if (size < EXACT && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(-0d)) {
            for (int scale = 0; scale < POWERS.length; scale++) {
                double digits = Math.rint(size * POWERS[scale]);
                if (digits < EXACT && digits / POWERS[scale] == size) {
                    return put(value < 0, (long) digits, scale, out, start);
                }
            }
        }
        byte[] text = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, out, start, text.length);
        return start + text.length;
    }

    static int put(boolean negative, long digits, int scale, byte[] out, int start) {
        int at = start;
        if (negative) {
            out[at++] = '-';
        }
        long whole = digits / UNITS[scale];
        at = Digits.unsigned(whole, out, at);
        if (scale > 0) {
            out[at++] = '.';
            at = Digits.padded(digits - whole * UNITS[scale], scale, out, at);
        }
        return at;
    }
}
