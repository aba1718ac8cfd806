package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.ZeroDate;

/** Dates and times in quotes, with up to six digits of the second; times are taken as UTC. */
final class CsvTimeCell extends CsvCell {
    private static final int TIME = 1 + CivilDate.LENGTH + 1;
    private static final int FRACTION = TIME + ClockTime.LENGTH;
    private static final int SIX_DIGITS = 7;

    /** What stands behind year and month: {@code -00} and a blank. */
    private static final int DAY = 0x2030302D;

    private final byte quote;
    private final boolean dateOnly;
    private final ZeroDate zeroDate;
    private long[] values = new long[0];

    private final MonthCache months = new MonthCache();

    /** The bytes of {@link #DAY} that are no digits. */
    private final int exact;

    CsvTimeCell(Form form, boolean dateOnly, ZeroDate zeroDate) {
        super(form);
        this.quote = form.quote();
        this.dateOnly = dateOnly;
        this.zeroDate = zeroDate;
        this.exact = dateOnly ? 0xFF : 0xFF0000FF;
    }

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        long first = Swar.load(bytes, at);
        if ((byte) first != quote) {
            return readNull(first, at, row);
        }
        int end = at + 1 + CivilDate.LENGTH;
        long micros = 0;
        if (!dateOnly) {
            int seconds = ClockTime.seconds(bytes, at + TIME);
            end = at + FRACTION;
            long fraction = Swar.load(bytes, end);
            if ((byte) fraction != quote) {
                micros = ClockTime.micros(fraction);
                end += SIX_DIGITS;
                if (micros < 0) {
                    end = ClockTime.end(bytes, at + FRACTION);
                    micros = ClockTime.micros(bytes, at + FRACTION, end);
                }
            }
            if ((seconds | micros) < 0) {
                return UNUSUAL;
            }
            micros += seconds * TimestampParser.MICROS;
        }
        int rest = (int) Swar.load(bytes, at + Long.BYTES) ^ DAY;
        if (bytes[end] != quote || bytes[end + 1] != end() || (rest & exact) != 0) {
            return UNUSUAL;
        }
        int ones = (rest >>> 16) & 0xFF;
        int day = ((rest >>> 8) & 0xFF) * 10 + ones;
        int month = months.find(first);
        if (ones > 9 || day == 0 || day > MonthCache.length(month)) {
            return zero(bytes, at + 1, micros, row) ? end + 2 : UNUSUAL;
        }
        put(MonthCache.daysBefore(month) + day, micros, row);
        return end + 2;
    }

    /** Reads a day that is in no calendar; MySQL stores some. */
    private boolean zero(byte[] bytes, int from, long micros, int row) {
        int date = CivilDate.parse(bytes, from);
        if (date == CivilDate.BAD || !CivilDate.isZero(date) || form().key()) {
            return false;
        }
        int day = TimestampParser.ofZero(date, zeroDate);
        if (day == CivilDate.BAD) {
            setNull(row);
        } else {
            put(CivilDate.days(day), micros, row);
        }
        return true;
    }

    private void put(long days, long micros, int row) {
        values[row] = dateOnly ? days : days * TimestampParser.DAY_MICROS + micros;
    }
}
