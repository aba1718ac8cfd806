package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** TIME, and under {@code zero-date=text} dates, landed as the text TiDB prints, which is checked. */
final class TimeTextParser extends CellwiseParser<BytesVector> {
    private static final int MOST_HOURS = 838;
    private static final int MINUTES = 6;

    private final MySqlType type;

    TimeTextParser(MySqlType type) {
        super(BytesVector.class);
        this.type = type;
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        if (!form.quoted()) {
            return null;
        }
        return new CsvTextCopy(form, into.nullText()) {
            @Override
            boolean isRefused(byte[] bytes, int from, int to) {
                return !isGood(bytes, from, to);
            }
        };
    }

    private boolean isGood(byte[] bytes, int from, int to) {
        return type == MySqlType.TIME ? isTime(bytes, from, to) : isDate(bytes, from, to, type == MySqlType.DATE);
    }

    @Override
    void add(byte[] bytes, int from, int to, int row, BytesVector into) throws BadCellException {
        if (!isGood(bytes, from, to)) {
            throw new BadCellException(row, "is not a value of its type");
        }
        into.add(bytes, from, to - from);
    }

    private static boolean isDate(byte[] bytes, int from, int to, boolean dateOnly) {
        int length = to - from;
        if (length < CivilDate.LENGTH || CivilDate.parse(bytes, from) == CivilDate.BAD) {
            return false;
        }
        if (dateOnly) {
            return length == CivilDate.LENGTH;
        }
        int time = from + CivilDate.LENGTH + 1;
        return to >= time + ClockTime.LENGTH
                && bytes[time - 1] == ' '
                && ClockTime.seconds(bytes, time) >= 0
                && ClockTime.micros(bytes, time + ClockTime.LENGTH, to) >= 0;
    }

    /** {@code [-]HH:mm:ss[.f]} with two or three digits of hours. */
    private static boolean isTime(byte[] bytes, int from, int to) {
        int start = from < to && bytes[from] == '-' ? from + 1 : from;
        int colon = start + 2 < to && bytes[start + 2] == ':' ? start + 2 : start + 3;
        if (to < colon + MINUTES || bytes[colon] != ':' || bytes[colon + 3] != ':') {
            return false;
        }
        long hours = Digits.parse(bytes, start, colon - start);
        long minutes = Digits.parse(bytes, colon + 1, 2);
        long seconds = Digits.parse(bytes, colon + 4, 2);
        return hours >= 0
                && hours <= MOST_HOURS
                && minutes >= 0
                && minutes < 60
                && seconds >= 0
                && seconds < 60
                && ClockTime.micros(bytes, colon + MINUTES, to) >= 0;
    }
}
