package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.NearestDouble;
import java.nio.charset.StandardCharsets;

/** Double: digits that give the same 64 bits when they are read. */
final class DoubleCells extends CellWriter {
    private static final int MOST_BYTES = 32;
    private static final double EXACT = 1L << 53;

    /** From here on numbers have few enough zeros behind the point for 17 digits. */
    private static final double LEAST = 0.01;

    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4};
    private static final long[] UNITS = units();
    private static final int MANTISSA_BITS = 52;
    private static final int BIAS = 1075;
    private static final int NONE = -1;

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
     * digits (Clinger). Of the others most are ratios of 15 to 17 digits. What is left takes the long way.
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
            int end = size < LEAST ? NONE : putFraction(value < 0, size, out, start);
            if (end != NONE) {
                return end;
            }
        }
        byte[] text = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, out, start, text.length);
        return start + text.length;
    }

    /** The fewest of 15, 16 and 17 digits that give the double back; {@link #NONE} if they do not. */
    private static int putFraction(boolean negative, double size, byte[] out, int start) {
        int scale = seventeenDigits(size);
        long digits = scaled(size, scale);
        for (int fewer = Math.min(2, scale); fewer >= 0; fewer--) {
            long rounded = (digits + UNITS[fewer] / 2) / UNITS[fewer];
            if (NearestDouble.quotient(rounded, scale - fewer) == size) {
                return putShort(negative, rounded, scale - fewer, out, start);
            }
        }
        return NONE;
    }

    /** Without zeros at the end. */
    private static int putShort(boolean negative, long digits, int scale, byte[] out, int start) {
        long rest = digits;
        int left = scale;
        while (left > 0 && rest % 10 == 0) {
            rest /= 10;
            left--;
        }
        return put(negative, rest, left, out, start);
    }

    /** The digits behind the point that make 17 together with those before it. */
    private static int seventeenDigits(double size) {
        int scale = UNITS.length - 1;
        while (size * 10 >= UNITS[UNITS.length - 1 - scale]) {
            scale--;
        }
        return scale;
    }

    /** The integer nearest to a fraction below 2^53 times a power of ten, from all of its 106 bits. */
    private static long scaled(double size, int scale) {
        long bits = Double.doubleToRawLongBits(size);
        int shift = BIAS - (int) (bits >>> MANTISSA_BITS);
        long mantissa = (bits & (-1L >>> (Long.SIZE - MANTISSA_BITS))) | 1L << MANTISSA_BITS;
        long high = Math.multiplyHigh(mantissa, UNITS[scale]);
        long low = mantissa * UNITS[scale];
        long half = 1L << (shift - 1);
        long sum = low + half;
        high += Long.compareUnsigned(sum, half) < 0 ? 1 : 0;
        return high << (Long.SIZE - shift) | sum >>> shift;
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

    private static long[] units() {
        long[] units = new long[NearestDouble.MOST_DIGITS + 1];
        units[0] = 1;
        for (int i = 1; i < units.length; i++) {
            units[i] = 10 * units[i - 1];
        }
        return units;
    }
}
