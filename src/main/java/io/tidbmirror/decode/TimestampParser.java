package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.ZeroDate;
import org.jspecify.annotations.Nullable;

/** DATE as days; DATETIME as microseconds, taken as UTC; TIMESTAMP as microseconds UTC. */
final class TimestampParser implements ValueParser {
    private static final int TIME = CivilDate.LENGTH + 1;
    private static final int SECONDS_END = TIME + ClockTime.LENGTH;
    static final long MICROS = 1_000_000;
    static final long DAY_MICROS = 86_400 * MICROS;

    private final boolean dateOnly;
    private final boolean key;
    private final ZeroDate zeroDate;
    private final ZoneShift zone;
    private final int scale;

    /** @param scale digits of the second that the column has */
    TimestampParser(boolean dateOnly, boolean key, ZeroDate zeroDate, ZoneShift zone, int scale) {
        this.scale = scale;
        this.dateOnly = dateOnly;
        this.key = key;
        this.zeroDate = zeroDate;
        this.zone = zone;
    }

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return form.quoted() && zone.isNone()
                ? new CsvTimeCell(form, dateOnly, zeroDate)
                : ValueParser.super.cell(form);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() && zone.isNone() ? new CsvTimeCopy(form, dateOnly, scale) : null;
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int count = cells.count();
        into.reserve(count);
        byte[] bytes = cells.bytes();
        int[] from = cells.from();
        int[] to = cells.to();
        long[] values = ((LongVector) into).values();
        byte[] defined = into.defined();
        int slot = into.size();
        int nulls = 0;
        for (int i = 0; i < count; i++, slot++) {
            int start = from[i];
            int date = start == Cells.NULL ? CivilDate.BAD : date(bytes, start, to[i], i);
            if (date == CivilDate.BAD) {
                defined[slot] = 0;
                nulls++;
                continue;
            }
            long days = CivilDate.days(date);
            values[slot] = dateOnly ? days : micros(days, bytes, start, to[i], i);
            if (!zone.isNone() && !CivilDate.isZero(CivilDate.parse(bytes, start))) {
                values[slot] = zone.toUtc(values[slot], i);
            }
            defined[slot] = 1;
        }
        into.added(count, nulls);
    }

    /** The date part; {@link CivilDate#BAD} if it becomes NULL. */
    private int date(byte[] bytes, int from, int to, int row) throws BadCellException {
        int length = to - from;
        int date = CivilDate.BAD;
        if (dateOnly ? length == CivilDate.LENGTH : length >= SECONDS_END) {
            date = CivilDate.parse(bytes, from);
        }
        if (date == CivilDate.BAD) {
            throw new BadCellException(
                    row, dateOnly ? "is not a date yyyy-MM-dd" : "is not a time yyyy-MM-dd HH:mm:ss");
        }
        if (CivilDate.isZero(date)) {
            return zero(date, row);
        }
        if (!CivilDate.exists(date)) {
            throw new BadCellException(
                    row, "is a day that no calendar has; set landing.zero-date=text to land it as text");
        }
        return date;
    }

    private int zero(int date, int row) throws BadCellException {
        if (key) {
            throw new BadCellException(
                    row, "is a zero or partial date in a key column; set landing.zero-date=text to land it as text");
        }
        return ofZero(date, zeroDate);
    }

    /** The day that a zero or partial date becomes; {@link CivilDate#BAD} for NULL. */
    static int ofZero(int date, ZeroDate policy) {
        return policy == ZeroDate.CLAMP ? CivilDate.clamp(date) : CivilDate.BAD;
    }

    private static long micros(long days, byte[] bytes, int from, int to, int row) throws BadCellException {
        int seconds = ClockTime.seconds(bytes, from + TIME);
        long micros = ClockTime.micros(bytes, from + SECONDS_END, to);
        if (seconds < 0 || micros < 0 || bytes[from + CivilDate.LENGTH] != ' ') {
            throw new BadCellException(row, "is not a time yyyy-MM-dd HH:mm:ss");
        }
        return days * DAY_MICROS + seconds * MICROS + micros;
    }
}
