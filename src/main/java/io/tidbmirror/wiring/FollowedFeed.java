package io.tidbmirror.wiring;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.camel.WindowFeed;
import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.feed.FeedWindow;
import io.tidbmirror.feed.LoadFile;
import io.tidbmirror.land.Receipt;
import io.tidbmirror.wiring.monitor.LandingCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the windows of a follower to the routes as files, and tells the follower how each of them ended. */
final class FollowedFeed implements WindowFeed {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedFeed.class);

    /** Before every file. */
    private static final String NO_PLACE = "0//0";

    private final FeedFollower follower;
    private final Coverage coverage;
    private final RunProgress progress;
    private final LandingCounts counts;
    private final LoadMeter meter;
    private volatile @Nullable String lookFailure;

    FollowedFeed(
            FeedFollower follower, Coverage coverage, RunProgress progress, LandingCounts counts, LoadMeter meter) {
        this.meter = meter;
        this.follower = follower;
        this.coverage = coverage;
        this.progress = progress;
        this.counts = counts;
    }

    @Override
    public Iterator<PlannedFile> poll() throws IOException {
        try {
            List<PlannedFile> files = new ArrayList<>();
            for (FeedWindow window : follower.poll()) {
                addFiles(window, files);
            }
            IOException untaken = follower.untaken();
            if (untaken == null) {
                progress.polled();
            } else {
                progress.notPolled(untaken);
            }
            lookFailure = null;
            return files.iterator();
        } catch (IOException | RuntimeException e) {
            notPolled(e);
            throw e;
        } catch (Error e) { // the route would tell that there was one, and not which
            LOG.error("the feed cannot be looked at", e);
            notPolled(e);
            throw e;
        }
    }

    private void notPolled(Throwable cause) {
        lookFailure = cause.toString();
        progress.notPolled(cause);
    }

    /** Why the last look at the feed failed; null if it did not. */
    @Nullable
    String lookFailure() {
        return lookFailure;
    }

    private void addFiles(FeedWindow window, List<PlannedFile> files) {
        List<FeedWindow.Span> spans = window.spans();
        WindowPlan plan = plan(window);
        if (spans.isEmpty()) {
            ByteSource none = new EmptyFile("(no file of " + window.table() + ")");
            files.add(new PlannedFile(plan, 0, none, window.schema(), Covered.FEED, NO_PLACE, 0, 0, null));
        }
        for (int i = 0; i < spans.size(); i++) {
            FeedWindow.Span span = spans.get(i);
            if (span.file() instanceof LoadFile load) {
                meter.expect(load.object().size());
            }
            files.add(file(plan, i, span));
        }
    }

    /** A window without rows has a file nevertheless: one that is empty. */
    private static WindowPlan plan(FeedWindow window) {
        return new WindowPlan(
                window.table(),
                window.from(),
                window.to(),
                window.closed(),
                Math.max(1, window.spans().size()),
                window.hint(),
                window.base());
    }

    private static PlannedFile file(WindowPlan plan, int index, FeedWindow.Span span) {
        return new PlannedFile(
                plan,
                index,
                span.file(),
                span.file().schema(),
                span.file().stream(),
                span.file().place(),
                span.offset(),
                span.landedRows(),
                span.projection());
    }

    @Override
    public void landed(WindowPlan plan, Receipt receipt) {
        follower.landed(plan.table(), receipt.resume());
        progress.landed(receipt);
    }

    @Override
    public void failed(WindowPlan plan, Throwable cause) {
        if (cause instanceof PoisonException poison) {
            quarantine(plan, poison);
            return;
        }
        follower.failed(plan.table());
        progress.failed(cause);
        if (!(cause instanceof FatalException)) {
            counts.retried(plan.table());
            LOG.warn("table {}: window did not land and is read again: {}", plan.table(), cause.toString());
        }
    }

    /** The lander has done it already for what it found itself. */
    private void quarantine(WindowPlan plan, PoisonException poison) {
        try {
            coverage.quarantine(plan.table(), String.valueOf(poison.getMessage()));
            follower.stopped(plan.table());
        } catch (IOException e) {
            LOG.warn("table {}: cannot be quarantined yet: {}", plan.table(), e.toString());
            follower.failed(plan.table());
            progress.failed(e);
        }
    }
}
