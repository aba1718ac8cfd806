package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;

/** Decimals of 19 to 38 digits, among them unsigned 64-bit integers; all digits of the scale are written. */
final class WideDecimalCells extends CellWriter {
    private static final int DIGITS = 45;
    private static final int GROUP = 9;
    private static final long GROUP_POWER = 1_000_000_000L;
    private static final long LOW = 0xFFFF_FFFFL;

    private final int scale;
    private final byte[] digits = new byte[DIGITS + Digits.WORD];
    private long[] halves = new long[0];

    WideDecimalCells(int scale) {
        this.scale = scale;
    }

    @Override
    void take(ColumnVector vector) {
        halves = ((DecimalVector) vector).halves();
    }

    @Override
    int fixedBytes() {
        return DIGITS + 2;
    }

    @Override
    int value(int row, byte[] out, int start) {
        long high = halves[2 * row];
        long low = halves[2 * row + 1];
        int at = start;
        if (high < 0) {
            out[at++] = '-';
            high = low == 0 ? -high : ~high;
            low = -low;
        }
        if (high == 0 && low >= 0 && scale == 0) {
            return Digits.unsigned(low, out, at);
        }
        split(high, low);
        return point(out, at);
    }

    /** Divides by 10^9 again and again, in steps of 32 bits that cannot overflow. */
    private void split(long high, long low) {
        long a = high >>> 32;
        long b = high & LOW;
        long c = low >>> 32;
        long d = low & LOW;
        for (int end = DIGITS; end > 0; end -= GROUP) {
            long rest = a;
            a = rest / GROUP_POWER;
            rest = (rest - a * GROUP_POWER) << 32 | b;
            b = rest / GROUP_POWER;
            rest = (rest - b * GROUP_POWER) << 32 | c;
            c = rest / GROUP_POWER;
            rest = (rest - c * GROUP_POWER) << 32 | d;
            d = rest / GROUP_POWER;
            group(rest - d * GROUP_POWER, end - GROUP);
        }
    }

    private void group(long number, int at) {
        long head = number / 10;
        Digits.LONGS.set(digits, at, Digits.ascii(head));
        digits[at + GROUP - 1] = (byte) ('0' + (number - head * 10));
    }

    private int point(byte[] out, int start) {
        int whole = DIGITS - scale;
        int from = 0;
        while (from < whole - 1 && digits[from] == '0') {
            from++;
        }
        int at = start;
        System.arraycopy(digits, from, out, at, whole - from);
        at += whole - from;
        if (scale > 0) {
            out[at++] = '.';
            System.arraycopy(digits, whole, out, at, scale);
            at += scale;
        }
        return at;
    }
}
