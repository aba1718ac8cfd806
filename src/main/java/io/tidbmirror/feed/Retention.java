package io.tidbmirror.feed;

import io.tidbmirror.change.CommitTs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When TiCDC deletes files, whether they were read or not: those in folders of days that are more than so many before the
 * checkpoint's, in the time zone of its server (ticdc-storage.md section 5). A row's folder is never of a day before its commit.
 */
public record Retention(long days, ZoneId zone) {
    /** Whether no row from a position on can have been deleted. */
    boolean keeps(long position, long checkpoint) {
        return !day(position).isBefore(day(checkpoint).minusDays(days));
    }

    LocalDate day(long commitTs) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(new CommitTs(commitTs).physicalMillis()), zone);
    }
}
