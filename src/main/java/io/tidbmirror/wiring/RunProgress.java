package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a run has done so far, for its closing lines and for its end. Thread safe. */
final class RunProgress {
    private final Clock clock;
    private final Semaphore changed = new Semaphore(0);
    private Instant lastSuccess;
    private @Nullable FatalException fatal;
    private @Nullable Throwable lookFailure;
    private @Nullable Throwable windowFailure;
    private long files;
    private long rows;

    RunProgress(Clock clock) {
        this.clock = clock;
        this.lastSuccess = clock.instant();
    }

    /** A look at the feed makes up for one that failed, but not for a window that did not land. */
    synchronized void polled() {
        lookFailure = null;
        if (windowFailure == null) {
            lastSuccess = clock.instant();
        }
        changed.release();
    }

    synchronized void landed(Receipt receipt) {
        files += receipt.files();
        rows += receipt.rows();
        lookFailure = null;
        windowFailure = null;
        lastSuccess = clock.instant();
        changed.release();
    }

    synchronized void notPolled(Throwable cause) {
        lookFailure = cause;
        noteFatal(cause);
    }

    synchronized void failed(Throwable cause) {
        windowFailure = cause;
        noteFatal(cause);
    }

    private void noteFatal(Throwable cause) {
        if (cause instanceof FatalException stop && fatal == null) {
            fatal = stop;
        }
        changed.release();
    }

    synchronized long files() {
        return files;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized @Nullable FatalException fatal() {
        return fatal;
    }

    /** The error to stop with if nothing has succeeded for too long, else null. */
    synchronized @Nullable FatalException tooLong(Duration most) {
        Throwable failure = windowFailure == null ? lookFailure : windowFailure;
        return failure == null || Duration.between(lastSuccess, clock.instant()).compareTo(most) < 0
                ? null
                : FatalException.start(
                        "nothing succeeded for " + most.toSeconds() + " s (mirror.once-timeout), last error: " + failure
                                + "; run it again when that is mended: it goes on with what is landed already",
                        failure);
    }

    /** Waits until something has happened since the last call, at most for a time. */
    @SuppressWarnings("ReturnValueIgnored") // whether something happened or time is up, the caller looks again
    void await(Duration most) throws InterruptedException {
        changed.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        changed.drainPermits();
    }
}
