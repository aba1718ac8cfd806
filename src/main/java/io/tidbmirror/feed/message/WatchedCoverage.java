package io.tidbmirror.feed.message;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the feed when a table is stopped, so that it holds no rows of it. */
record WatchedCoverage(Coverage coverage, MessageFeed feed) implements Coverage {
    @Override
    public @Nullable Covered of(TableId table) throws IOException {
        Covered covered = coverage.of(table);
        if (covered == null) {
            feed.stopped(table);
        }
        return covered;
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
    public void quarantine(TableId table, String reason) throws IOException {
        coverage.quarantine(table, reason);
        feed.stopped(table);
    }
}
