package io.tidbmirror.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a follower remembers of a table between polls. Guarded by the follower. */
final class FollowedTable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 7;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final ReadLedger ledger = new ReadLedger();
    private @Nullable FeedWindow inFlight;
    private @Nullable Instant waitingSince;
    private @Nullable Instant rowsSince;
    private Instant notBefore = Instant.MIN;
    private long base;
    private int failures;
    private boolean stopped;
    private boolean resting;
    private @Nullable IOException untaken;

    ReadLedger ledger() {
        return ledger;
    }

    /** What was read for another landing folder has to be read again. */
    void on(long version) {
        if (base != version) {
            ledger.forget();
            base = version;
        }
    }

    void stop(Instant now) {
        untaken = null;
        stopped = true;
        inFlight = null;
        ledger.forget();
        notBefore = now.plus(LOOK_AGAIN);
    }

    /** Whether nothing is left to do: the last plan found nothing, or the table is stopped. */
    boolean isFinished() {
        return inFlight == null && (resting || stopped);
    }

    boolean isStopped() {
        return stopped;
    }

    void rest() {
        untaken = null;
        resting = true;
        stopped = false;
        waitingSince = null;
        rowsSince = null;
    }

    boolean mayStart(Instant now) {
        return inFlight == null && !now.isBefore(notBefore);
    }

    /**
     * How long there has been something to do.
     *
     * @param rows whether it is about rows, rather than the position of an idle table
     */
    Duration waiting(Instant now, boolean rows) {
        untaken = null;
        resting = false;
        stopped = false;
        if (!rows) {
            rowsSince = null;
        } else if (rowsSince == null) {
            rowsSince = now;
        }
        if (waitingSince == null) {
            waitingSince = now;
        }
        return Duration.between(waitingSince, now);
    }

    /** How long rows have waited to be landed. */
    Duration rowsWaiting(Instant now) {
        return rowsSince == null ? Duration.ZERO : Duration.between(rowsSince, now);
    }

    void start(FeedWindow window) {
        inFlight = window;
    }

    @Nullable
    FeedWindow finish() {
        FeedWindow window = inFlight;
        inFlight = null;
        waitingSince = null;
        rowsSince = null;
        failures = 0;
        return window;
    }

    /** Waits twice as long after each failure in a row, up to about a minute, and trusts nothing it remembers. */
    void fail(Instant now) {
        inFlight = null;
        resting = false;
        ledger.forget();
        notBefore = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)));
        failures++;
    }

    /** The same, for a table of which nothing could be begun. */
    void failToTake(Instant now, IOException why) {
        fail(now);
        untaken = why;
    }

    /** Why the last try to take it failed; null if it did not. */
    @Nullable
    IOException untaken() {
        return untaken;
    }
}
