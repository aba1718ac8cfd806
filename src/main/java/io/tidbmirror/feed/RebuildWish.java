package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import java.util.OptionalLong;

/** Tells what a landing folder would be built from if the operator asks for it. */
public final class RebuildWish {
    private RebuildWish() {}

    /**
     * What the folder would be built from.
     *
     * @param landed what is covered now
     * @return for people
     * @throws FatalException if there is no whole source
     */
    public static String source(TableFeed feed, Covered landed, RebuildRules rules, OptionalLong checkpoint) {
        Landed wish = new Landed(landed, 0, false, false).toBeRebuilt();
        TableFeed source = feed.behind(wish);
        ResolvedPlanner planner = new ResolvedPlanner(source, new ReadLedger(), rules, checkpoint.orElse(0));
        FeedPlan plan = planner.plan(wish);
        if (plan instanceof FeedPlan.Go) {
            return planner.source(wish);
        }
        throw FatalException.configuration(
                plan instanceof FeedPlan.Stop stop
                        ? stop.reason()
                        : "the changefeed tells nothing of table " + feed.table() + " below its checkpoint yet");
    }
}
