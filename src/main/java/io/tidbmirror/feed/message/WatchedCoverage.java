package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.TableEnd;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the feed when a table is stopped, so that it holds no rows of it. */
record WatchedCoverage(Coverage coverage, MessageFeed feed) implements Coverage {
    @Override
    public @Nullable Landed of(TableId table) throws IOException {
        Landed landed = coverage.of(table);
        if (landed == null) {
            feed.stopped(table);
        }
        return landed;
    }

    @Override
    public void distrust(TableId table) {
        coverage.distrust(table);
    }

    @Override
    public Map<String, String> hint(TableId table) throws IOException {
        return coverage.hint(table);
    }

    @Override
    public boolean isBorn(TableId table) throws IOException {
        return coverage.isBorn(table);
    }

    @Override
    public void remember(TableId table, Map<String, String> hint) throws IOException {
        coverage.remember(table, hint);
    }

    @Override
    public void drop(TableId table, TableEnd end) throws IOException {
        if (!feed.hasEnded(table, end)) {
            coverage.drop(table, end);
            feed.ended(table, end);
        }
    }

    @Override
    public void quarantine(TableId table, String reason) throws IOException {
        coverage.quarantine(table, reason);
        feed.stopped(table);
    }
}
