package io.tidbmirror.feed;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is due for a table: chooses between an export and the changefeed's folder alone, by what is landed.
 *
 * @param rules how the feed is followed
 * @param coverage tells what HEAD keeps of a table
 * @param checkpoint of the changefeed; 0 before the first
 */
record TablePlans(FollowRules rules, Coverage coverage, long checkpoint) {
    /** Whether a table exists for sure: what is above the checkpoint may still be incomplete. */
    boolean isKnown(TableFeed feed, @Nullable Dump dump) {
        if (rules.positioned() || (dump != null && dump.table(feed.table()) != null)) {
            return true;
        }
        FeedProblem problem = feed.problem();
        long first = problem == null ? Long.MAX_VALUE : problem.version();
        if (!feed.versions().isEmpty()) {
            first = feed.versions().get(0).version();
        } else if (!feed.ends().isEmpty()) {
            first = Math.min(first, feed.ends().get(0).version());
        }
        return first < checkpoint;
    }

    /**
     * The end of a table below the checkpoint, if its landing folder is to go with it. Where the changefeed tells nothing else of the
     * name, what is landed may be of a table that came later.
     */
    @Nullable
    TableEnd end(TableFeed feed, FollowedTable table) throws IOException {
        if (rules.positioned() || !rules.rebuild().removesDropped()) {
            return null;
        }
        TableEnd end = planner(feed, table).end();
        if (end == null || !feed.versions().isEmpty()) {
            return end;
        }
        Landed landed = coverage.of(feed.table());
        return landed != null && landed.position() > end.version() ? null : end;
    }

    /** What is due for the name behind such an end. */
    FeedPlan behind(TableEnd end, TableFeed feed, FollowedTable table) {
        return planner(feed, table).behind(end);
    }

    /** The next window of a table, or why there is none. */
    FeedPlan plan(TableFeed feed, FollowedTable table, Landed landed) throws IOException {
        if (rules.positioned()) {
            return new PositionedPlanner(feed).plan(landed.covered());
        }
        FeedPlan missing = feed.exported() == null ? half(feed, landed) : unexported(feed, landed);
        if (missing != null) {
            return missing;
        }
        TableFeed behind = feed.behind(landed);
        ResolvedPlanner planner = planner(behind, table);
        FeedPlan plan = plan(planner, landed, table, feed);
        boolean wayRound = behind.exported() == null && hasWayRound(feed);
        if (!wayRound || !planner.isInDoubt(landed) || planner(feed, table).isInDoubt(landed.toBeRebuilt())) {
            return plan instanceof FeedPlan.Stop ? stop(plan, planner, landed, feed) : plan;
        }
        coverage.rebuild(feed.table());
        Landed again = coverage.of(feed.table());
        return again == null ? new FeedPlan.Rest() : plan(planner(feed, table), again, table, feed);
    }

    /** A table that stops where another one has got its name, because that cannot be built, leaves no rows of the one before. */
    private FeedPlan stop(FeedPlan plan, ResolvedPlanner planner, Landed landed, TableFeed feed) throws IOException {
        boolean goes = rules.rebuild().rebuilds() && rules.rebuild().removesDropped();
        TableEnd end = goes ? planner.ended(landed) : null;
        if (end != null) {
            coverage.drop(feed.table(), end);
        }
        return plan;
    }

    /** For people: that changes which nothing in the folder tells of may be missing, or null. */
    @Nullable
    String doubt(TableFeed feed, FollowedTable table, Landed landed) {
        return rules.positioned() ? null : planner(feed.behind(landed), table).doubt(landed);
    }

    private FeedPlan plan(ResolvedPlanner planner, Landed landed, FollowedTable table, TableFeed feed)
            throws IOException {
        table.on(planner.base(landed));
        if (landed.isRebuildWanted()) {
            table.ledger().forget(); // what was read for the folder before counts for nothing
        }
        if (table.ledger().isEmpty() && !landed.building()) {
            planner.recall(landed, coverage.hint(feed.table()));
        }
        return planner.plan(landed);
    }

    /** Whether the export, and what follows it, may be a way round a statement at which the folder alone leads nowhere. */
    private boolean hasWayRound(TableFeed feed) {
        return rules.rebuild().rebuilds() && feed.isExported();
    }

    /** Stops a table whose new folder was begun with an export that is gone; nothing of the old one is. */
    private static @Nullable FeedPlan half(TableFeed feed, Landed landed) {
        return landed.covered().streams().containsKey(Dump.STREAM)
                ? new FeedPlan.Stop(
                        "table " + feed.table() + " was being built again from an export, and snapshot.location"
                                + " names none any more; what was landed before is untouched: set it to an export again and build the"
                                + " table again (command: table rebuild), or release the table to go on as before (command: table"
                                + " release)")
                : null;
    }

    /** Stops a table that nobody has landed and that an export should have. */
    private static @Nullable FeedPlan unexported(TableFeed feed, Landed landed) {
        TableFeed.Exported exported = feed.exported();
        if (exported == null || !landed.isEmpty() || landed.dropped() || feed.isExported()) {
            return null;
        }
        return exported.dump().table(feed.table()) == null
                        && isThere(exported.without(), exported.dump().tso())
                ? new FeedPlan.Stop("table " + feed.table()
                        + " exists at the TSO of the export at snapshot.location, which has no file of it: export it"
                        + " too, or exclude it")
                : null;
    }

    /** Whether a table exists at a TSO at or behind the start of its changefeed, which tells where later ones begin. */
    private static boolean isThere(TableFeed feed, long tso) {
        FeedVersion there = feed.newestBelow(tso + 1);
        if (there != null) {
            return feed.endBetween(there.version(), tso + 1) == null;
        }
        return !feed.versions().isEmpty()
                && feed.versions().get(0).strands().stream()
                        .anyMatch(strand -> !strand.versions().get(0).restarts());
    }

    private ResolvedPlanner planner(TableFeed feed, FollowedTable table) {
        return new ResolvedPlanner(feed, table.ledger(), rules.rebuild(), checkpoint);
    }
}
