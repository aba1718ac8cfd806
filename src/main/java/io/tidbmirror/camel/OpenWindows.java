package io.tidbmirror.camel;

import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.change.MirrorException;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.land.Receipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Windows on their way through the routes. Whatever a user's routes do with them, the feed hears once of each how it ended.
 * Thread safe.
 */
final class OpenWindows {
    /** Windows of which files are awaited. */
    private final Map<WindowPlan, WindowFeed> gathering = new LinkedHashMap<>();

    /** Windows that are complete and handed on. */
    private final Map<WindowPlan, WindowFeed> landing = new LinkedHashMap<>();

    synchronized void gather(WindowPlan plan, WindowFeed feed) {
        gathering.put(plan, feed);
    }

    synchronized void complete(WindowPlan plan) {
        WindowFeed feed = gathering.remove(plan);
        if (feed != null) {
            landing.put(plan, feed);
        }
    }

    void landed(WindowPlan plan, Receipt receipt) {
        WindowFeed feed = end(plan);
        if (feed != null) {
            feed.landed(plan, receipt);
        }
    }

    void failed(WindowPlan plan, Throwable cause) {
        WindowFeed feed = end(plan);
        if (feed != null) {
            feed.failed(plan, unwrapped(cause));
        }
    }

    /**
     * Our own kind of error, which Camel may have wrapped. One that was suppressed, which Camel's search finds first, is not
     * what happened.
     */
    private static Throwable unwrapped(Throwable cause) {
        Throwable ours = cause;
        while (ours != null && !(ours instanceof MirrorException)) {
            ours = ours.getCause();
        }
        return ours != null ? ours : cause;
    }

    /** Ends the windows that are still incomplete although all of their files were sent. */
    void giveUpGathering(@Nullable Throwable cause) {
        List<WindowPlan> lost;
        synchronized (this) {
            lost = new ArrayList<>(gathering.keySet());
        }
        for (WindowPlan plan : lost) {
            failed(plan, cause != null ? cause : incomplete(plan));
        }
    }

    static TransientException incomplete(WindowPlan plan) {
        return new TransientException(
                "table " + plan.table() + ": not all " + plan.files() + " files of the window from " + plan.from()
                        + " to " + plan.to() + " came to the aggregate step, so nothing of it landed; a step of the"
                        + " land route failed or dropped a file. The window is read again.",
                null);
    }

    private synchronized @Nullable WindowFeed end(WindowPlan plan) {
        WindowFeed feed = gathering.remove(plan);
        return feed != null ? feed : landing.remove(plan);
    }
}
