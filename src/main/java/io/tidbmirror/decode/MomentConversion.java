package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;

/**
 * What a change of a column's type makes of dates and times, where no time zone and no rounding has a part in it: DATE,
 * DATETIME and text. A moment is landed as a number, or as its text where zero dates are.
 */
record MomentConversion(Column from, Column to) {
    private static final Pattern DATE = Pattern.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATETIME =
            Pattern.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?");
    static final String MIDNIGHT = " 00:00:00";
    private static final int SECONDS = CivilDate.LENGTH + MIDNIGHT.length();
    private static final int MOST_DIGITS = 6;
    private static final long MICROS = 1_000_000;
    private static final long DAY = 86_400 * MICROS;

    /** Whether values are landed as numbers on a calendar, which has no zero dates. */
    static boolean isMoment(ValueType value) {
        return value.kind() == ValueKind.DATE || value.kind() == ValueKind.TIMESTAMP;
    }

    /** Adds a value of a DATE, DATETIME or TIMESTAMP; false if the result is not certain. */
    boolean add(ColumnVector values, int row, ColumnVector into) {
        MySqlType old = from.type().name();
        boolean zoned = old != to.type().name()
                && (old == MySqlType.TIMESTAMP || to.type().name() == MySqlType.TIMESTAMP);
        if (zoned) {
            return false;
        }
        if (values instanceof LongVector numbers) {
            return isMoment(to.value()) && addNumber(numbers.values()[row], into);
        }
        return addText(TextConversion.text((BytesVector) values, row), into);
    }

    private boolean addNumber(long value, ColumnVector into) {
        boolean days = from.value().kind() == ValueKind.DATE;
        boolean toDays = to.value().kind() == ValueKind.DATE;
        long micros = days ? value * DAY : value;
        long unit = toDays ? DAY : (long) Math.pow(10, MOST_DIGITS - to.type().scale());
        if (micros % unit != 0) {
            return false;
        }
        ((LongVector) into).add(toDays ? Math.floorDiv(micros, DAY) : micros);
        return true;
    }

    /** Text of TiDB, with as many digits behind the second as the type before has. */
    private boolean addText(String text, ColumnVector into) {
        return switch (to.type().name()) {
            case DATE ->
                text.startsWith(MIDNIGHT, CivilDate.LENGTH)
                        && isZero(text.substring(Math.min(text.length(), SECONDS)))
                        && TextConversion.put(text.substring(0, CivilDate.LENGTH), into);
            case DATETIME, TIMESTAMP -> {
                String seconds = text.length() == CivilDate.LENGTH ? text + MIDNIGHT : text;
                yield isZero(seconds.substring(Math.min(
                                seconds.length(), SECONDS + 1 + to.type().scale())))
                        && TextConversion.put(withDigits(seconds), into);
            }
            case CHAR, VARCHAR, TEXT ->
                (to.type().name() == MySqlType.TEXT
                                || text.length() <= to.type().precision())
                        && TextConversion.put(text, into);
            default -> false;
        };
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(c -> c == '0' || c == '.');
    }

    private String withDigits(String seconds) {
        int scale = to.type().scale();
        if (scale == 0) {
            return seconds.substring(0, SECONDS);
        }
        String digits = seconds.length() > SECONDS ? seconds.substring(SECONDS + 1) : "";
        return seconds.substring(0, SECONDS) + "." + (digits + "0".repeat(scale)).substring(0, scale);
    }

    /** Adds text of a column of text; false unless it is written as TiDB prints a date or time of the type. */
    boolean addParsed(String text, ColumnVector into) {
        boolean date = to.type().name() == MySqlType.DATE;
        int digits = Math.max(0, text.length() - SECONDS - 1);
        if (!(date ? DATE : DATETIME).matcher(text).matches()
                || digits > to.type().scale()) {
            return false;
        }
        LocalDateTime moment;
        try {
            moment = date ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException noSuchDay) {
            return false;
        }
        if (!isMoment(to.value())) {
            return TextConversion.put(date ? text : withDigits(text), into);
        }
        long seconds = moment.toEpochSecond(ZoneOffset.UTC);
        ((LongVector) into)
                .add(date ? seconds * MICROS / DAY : seconds * MICROS + moment.get(ChronoField.MICRO_OF_SECOND));
        return true;
    }
}
