package io.tidbmirror.decode;

import io.tidbmirror.change.ZeroDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How dates and times are read.
 *
 * @param zeroDate what becomes of dates that no calendar has
 * @param zone the time zone of the TiCDC server, in which it writes TIMESTAMP values
 */
public record TimeRules(ZeroDate zeroDate, ZoneId zone) {
    /** For a TiCDC server that runs with {@code --tz=UTC}. */
    public static TimeRules utc(ZeroDate zeroDate) {
        return new TimeRules(zeroDate, ZoneOffset.UTC);
    }
}
