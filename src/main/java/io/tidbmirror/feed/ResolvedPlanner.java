package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resolved mode: the next window of a table runs from what is covered to the checkpoint, or to the next schema version or
 * problem if that comes first, since rows up to and including a version have the columns before it (ticdc-storage.md
 * sections 6, 8).
 */
final class ResolvedPlanner {
    private final TableFeed feed;
    private final ReadLedger ledger;

    ResolvedPlanner(TableFeed feed, ReadLedger ledger) {
        this.feed = feed;
        this.ledger = ledger;
    }

    /**
     * Plans.
     *
     * @param checkpoint rows from it on stay where they are, as do those from {@link TableFeed#complete} on
     */
    FeedPlan plan(Covered covered, long checkpoint) {
        return planBelow(covered, Math.min(checkpoint, feed.complete()));
    }

    private FeedPlan planBelow(Covered covered, long checkpoint) {
        long from = covered.commitTs().orElse(0);
        FeedProblem problem = feed.problem();
        if (problem != null
                && problem.version() < checkpoint
                && (feed.versions().isEmpty() || from > problem.version())) {
            return new FeedPlan.Stop(problem.message());
        }
        if (feed.versions().isEmpty() || feed.versions().get(0).version() >= checkpoint) {
            return new FeedPlan.Rest();
        }
        int current = currentVersion(from);
        long change = nextChange(current);
        boolean endsAtChange = change < checkpoint;
        long to = endsAtChange ? change + 1 : checkpoint;
        if (to <= from) {
            return new FeedPlan.Rest();
        }
        FeedVersion version = feed.versions().get(current);
        FeedWindow window = new FeedWindow(
                feed.table(), version.schema(), covered, Covered.below(to), spans(current), ReadHint.of(feed, ledger));
        return new FeedPlan.Go(window, endsAtChange);
    }

    /** The newest version whose rows may begin at a position: the last one below it, or the first. */
    private int currentVersion(long from) {
        int current = 0;
        for (int i = 1; i < feed.versions().size() && feed.versions().get(i).version() < from; i++) {
            current = i;
        }
        return current;
    }

    /** The version behind the current one, or that of the problem; rows up to it belong to the current one. */
    private long nextChange(int current) {
        if (current + 1 < feed.versions().size()) {
            return feed.versions().get(current + 1).version();
        }
        FeedProblem problem = feed.problem();
        return problem == null ? Long.MAX_VALUE : problem.version();
    }

    /**
     * Unread files of the version, and of those before it that have the same columns: a writer that restarts may go on in
     * an older directory. A file that is there under several versions is read under the newest.
     */
    private List<FeedWindow.Span> spans(int current) {
        int first = current;
        while (first > 0 && feed.versions().get(first).step() == FeedVersion.Step.SAME) {
            first--;
        }
        long oldest = feed.versions().get(first).version();
        long newest = feed.versions().get(current).version();
        Map<String, FeedWindow.Span> spans = new LinkedHashMap<>();
        for (FeedFile file : feed.files()) {
            if (file.version() >= oldest && file.version() <= newest && !ledger.isRead(file)) {
                spans.put(file.name(), new FeedWindow.Span(file, ledger.offset(file), 0));
            }
        }
        return List.copyOf(spans.values());
    }
}
