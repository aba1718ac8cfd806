package io.tidbmirror.feed;

import io.tidbmirror.change.CommitTs;
import java.time.Duration;

/**
 * When TiCDC deletes files, whether they were read or not: those in folders of days before the one on which the checkpoint was so
 * many days ago (RemoveExpiredFiles of tiflow path.go, ticdc generator.go). A row's folder is never of a day before its commit. Both
 * days are those of the time zone of the operating system, which is not that of {@code --tz} and is told nowhere; so nothing
 * is taken for kept that is older, though the rest of its day may be.
 */
public record Retention(long days) {
    /** The shortest that TiCDC can be set to. */
    static final Retention SHORTEST = new Retention(1);

    /** For clocks that differ, days of more than 24 hours, and what is deleted while a listing is made. */
    private static final Duration DOUBT = Duration.ofHours(1);

    /** Whether no row from a position on can have been deleted, as long as the checkpoint is not above this one. */
    boolean keeps(long position, long checkpoint) {
        long age = new CommitTs(checkpoint).physicalMillis() - new CommitTs(position).physicalMillis();
        return age <= Duration.ofDays(days).minus(DOUBT).toMillis();
    }
}
