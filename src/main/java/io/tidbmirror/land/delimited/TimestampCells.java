package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;

/** DateTime: {@code yyyy-MM-dd HH:mm:ss} with as many digits of the second as the column has, or six if it has more. */
final class TimestampCells extends CellWriter {
    private static final int MICROS = 1_000_000;
    private static final long DAY_MICROS = 86_400L * MICROS;
    private static final int SECONDS_LENGTH = 8;
    private static final int MOST_DIGITS = 6;
    private static final int[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final Day day = new Day();
    private final int scale;
    private long[] values = new long[0];

    TimestampCells(int scale) {
        this.scale = Math.min(scale, MOST_DIGITS);
    }

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int fixedBytes() {
        return Day.LENGTH + 1 + SECONDS_LENGTH + 1 + MOST_DIGITS;
    }

    @Override
    int value(int row, byte[] out, int start) {
        long days = Math.floorDiv(values[row], DAY_MICROS);
        long micros = values[row] - days * DAY_MICROS;
        int at = day.put(days, out, start);
        out[at++] = ' ';
        int seconds = (int) (micros / MICROS);
        int hours = seconds / 3_600;
        int minutes = seconds / 60 - hours * 60;
        long digits = Digits.ascii(hours * 10_000L + minutes * 100L + (seconds - hours * 3_600 - minutes * 60)) >>> 16;
        Digits.LONGS.set(
                out,
                at,
                (digits & 0xFFFF)
                        | (long) ':' << 16
                        | (digits & 0xFFFF_0000L) << 8
                        | (long) ':' << 40
                        | (digits & 0xFFFF_0000_0000L) << 16);
        at += SECONDS_LENGTH;
        return fraction((int) (micros - (long) seconds * MICROS), out, at);
    }

    private int fraction(int micros, byte[] out, int at) {
        int shown = micros % UNITS[scale] == 0 ? scale : MOST_DIGITS;
        if (shown == 0) {
            return at;
        }
        out[at] = '.';
        return Digits.padded(micros / UNITS[shown], shown, out, at + 1);
    }
}
