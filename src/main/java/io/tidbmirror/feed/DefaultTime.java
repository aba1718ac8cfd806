package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.ValueKind;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Defaults of columns that hold times, as they would stand in a row. */
final class DefaultTime {
    static final String ZERO_DATE = "0000-00-00";

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private DefaultTime() {}

    /**
     * A default as it would stand in a row: a schema file tells that of a TIMESTAMP in UTC, as TiDB keeps it, and where rows
     * are landed as text, they are landed in the zone of their writer. All other defaults stay as they are.
     *
     * @return null if it is no time, so that nobody knows what it would be
     */
    static @Nullable String written(Column column, String text, ZoneId zone) {
        if (column.type().name() != MySqlType.TIMESTAMP
                || column.value().kind() != ValueKind.TEXT
                || text.startsWith(ZERO_DATE)) {
            return text;
        }
        try {
            LocalDateTime utc = LocalDateTime.parse(text, TIME);
            return utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).format(TIME);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }
}
