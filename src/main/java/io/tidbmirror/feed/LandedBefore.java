package io.tidbmirror.feed;

import io.tidbmirror.change.CommitTs;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table that is landed from elsewhere so far, by another changefeed or an export that is gone, and of which this folder has nothing
 * before its first version. A folder that a table was landed from has its first version below what is covered.
 *
 * @param first its first version here
 * @param landed what is covered
 */
record LandedBefore(FeedVersion first, Landed landed) {
    /** The table as it was landed before; null if this folder has brought it, or brings it whole. */
    static @Nullable LandedBefore of(@Nullable FeedVersion first, Landed landed) {
        if (first == null || first.step() != FeedVersion.Step.FIRST || landed.position() == 0) {
            return null;
        }
        return landed.position() > first.version() ? null : new LandedBefore(first, landed);
    }

    /** Whether nothing of what was landed is left: the table was made or emptied since. */
    boolean isOver() {
        return first.restarts();
    }

    /** Why what is landed may be other than before the first version, and what to do; null if that changes no row before it. */
    @Nullable
    String refusal() {
        return isOver() || new FirstStatement(first, landed.columns()).keepsRows()
                ? null
                : "table " + first.schema().table() + " stops at " + first.cause() + ": it is landed up to "
                        + new CommitTs(landed.position()).withTime()
                        + " with the columns " + new TreeSet<>(landed.columns())
                        + ", and feed.location has no schema file of it from before that, so that"
                        + " nobody can tell what it does to rows that are landed. " + SourceProof.REMEDY;
    }

    /** For people: that changes may be missing which no file tells of; null if they cannot be. */
    @Nullable
    String doubt() {
        return isOver()
                ? null
                : "table " + first.schema().table() + " is landed up to " + new CommitTs(landed.position()).withTime()
                        + ", and its first version in feed.location is " + new CommitTs(first.version()).withTime()
                        + ": if the changefeed there began later than what is landed, changes in between are missing, and nothing in"
                        + " its folder tells. Look up its start-ts, and set feed.start-ts to it: tables that it does not reach"
                        + " then stop";
    }
}
