package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.ZeroDate;

/** Dates and times in quotes, with up to six digits of the second; times are taken as UTC. */
final class CsvTimeCell extends CsvCell {
    private static final int TIME = CivilDate.LENGTH + 1;
    private static final int FRACTION = TIME + ClockTime.LENGTH;

    private final byte quote;
    private final boolean dateOnly;
    private final ZeroDate zeroDate;
    private long[] values = new long[0];

    /** The date before and its days: rows that lie together are often of one day. */
    private int lastDate = Integer.MIN_VALUE;

    private long lastDays;

    CsvTimeCell(Form form, boolean dateOnly, ZeroDate zeroDate) {
        super(form);
        this.quote = form.quote();
        this.dateOnly = dateOnly;
        this.zeroDate = zeroDate;
    }

    @Override
    void take(ColumnVector vector) {
        values = ((LongVector) vector).values();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        if (bytes[at] != quote) {
            return readNull(bytes, at, row);
        }
        int from = at + 1;
        int end = from + CivilDate.LENGTH;
        long micros = 0;
        if (!dateOnly) {
            int seconds = ClockTime.seconds(bytes, from + TIME);
            end = ClockTime.end(bytes, from + FRACTION);
            micros = ClockTime.micros(bytes, from + FRACTION, end);
            if ((seconds | micros) < 0 || bytes[from + CivilDate.LENGTH] != ' ') {
                return UNUSUAL;
            }
            micros += seconds * TimestampParser.MICROS;
        }
        int date = CivilDate.parse(bytes, from);
        if (bytes[end] != quote || (date != lastDate && !isDay(date))) {
            return CivilDate.isZero(date) && bytes[end] == quote ? zero(date, micros, row, end + 1) : UNUSUAL;
        }
        put(lastDays, micros, row);
        return end + 1;
    }

    private boolean isDay(int date) {
        if (date == CivilDate.BAD || CivilDate.isZero(date) || !CivilDate.exists(date)) {
            return false;
        }
        lastDays = CivilDate.days(date);
        lastDate = date;
        return true;
    }

    private int zero(int date, long micros, int row, int end) {
        if (date == CivilDate.BAD || form().key()) {
            return UNUSUAL;
        }
        int day = TimestampParser.ofZero(date, zeroDate);
        if (day == CivilDate.BAD) {
            setNull(row);
        } else {
            put(CivilDate.days(day), micros, row);
        }
        return end;
    }

    private void put(long days, long micros, int row) {
        values[row] = dateOnly ? days : days * TimestampParser.DAY_MICROS + micros;
        setValue(row);
    }
}
