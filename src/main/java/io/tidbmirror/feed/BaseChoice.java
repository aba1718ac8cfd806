package io.tidbmirror.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the version that a table's landing folder is to be built on.
 *
 * @param feed what there is of the table
 * @param rules whether a folder may be built again
 * @param checkpoint nothing from it on is known wholly
 */
record BaseChoice(TableFeed feed, RebuildRules rules, long checkpoint) {
    /** The version that a table is built on; null if it is built on none that is known. */
    @Nullable
    FeedVersion current(Landed landed) {
        return landed.base() == 0 ? first(landed) : version(landed.base());
    }

    /**
     * The beginning of a table that is landed from its first version on. Statements before an export may stand in the
     * changefeed's folder; what is covered lies behind them. Of a table that was landed before this changefeed told anything of
     * it, the first version may be one that leaves no row of what is landed.
     */
    private @Nullable FeedVersion first(Landed landed) {
        FeedVersion first = null;
        for (FeedVersion version : feed.versions()) {
            boolean ends = landed.position() > 0 && landed.position() <= version.version() && version.restarts();
            boolean begins = first == null && version.step().isFirst() && !ends;
            boolean passed = first != null && version.step().isBase() && version.version() + 1 < landed.position();
            if (begins || (passed && !landed.building())) {
                first = version;
            }
        }
        return first;
    }

    /**
     * A version by its number. An export of a table of which there was no schema file has a number of its own: the table was
     * then as the oldest version has it, if that tells no statement and none of the others is from before the export.
     */
    private @Nullable FeedVersion version(long number) {
        List<FeedVersion> versions = feed.versions();
        for (FeedVersion version : versions) {
            if (version.version() == number) {
                return version;
            }
        }
        if (number <= 0
                || versions.isEmpty()
                || (versions.size() > 1 && versions.get(1).version() < number)) {
            return null;
        }
        FeedVersion oldest = versions.get(0);
        return oldest.step().isFirst() && !oldest.restarts() ? oldest : null;
    }

    /**
     * The version to build on: the newest that can be built without a doubt, unless what is landed is built on a later one;
     * null if there is none.
     */
    @Nullable
    FeedVersion target(Landed landed) {
        FeedVersion current = current(landed);
        if (landed.building()) {
            return current;
        }
        FeedVersion least = landed.isRebuildWanted() ? newestBefore(landed.position()) : null;
        FeedVersion target = current;
        for (FeedVersion version : feed.versions()) {
            boolean known =
                    version.step().isBase() && version.version() < checkpoint && refusal(version, landed) == null;
            if (known && (landed.isRebuildWanted() ? replaces(version, least) : follows(version, current, landed))) {
                target = version;
            }
        }
        return target;
    }

    private @Nullable FeedVersion newestBefore(long position) {
        FeedVersion newest = null;
        for (FeedVersion version : feed.versions()) {
            newest = version.step().isBase() && version.version() < position ? version : newest;
        }
        return newest;
    }

    /** What takes the place of a landed folder has to lead to where that is: no other base may come on the way. */
    private static boolean replaces(FeedVersion version, @Nullable FeedVersion least) {
        return least == null
                ? !version.isDoubtful()
                : version.equals(least) || (version.version() > least.version() && !version.isDoubtful());
    }

    /**
     * One that rows may refuse, or that the source may not be enough for, is tried once everything before it is landed: if
     * it fails, the table stops there.
     */
    private boolean follows(FeedVersion version, @Nullable FeedVersion current, Landed landed) {
        boolean later = version.version() > (current == null ? landed.base() : current.version());
        boolean ahead = version.version() + 1 >= landed.position();
        boolean reached = landed.position() == version.version() + 1;
        boolean replaces = !landed.isEmpty() && !landed.dropped();
        boolean nothingElse = current == null || feed.endBetween(current.version(), version.version() + 1) != null;
        return later && ahead && (rules.rebuilds() || !replaces) && (reached || nothingElse || !version.isDoubtful());
    }

    /** The newest version behind the base whose rows may begin at a position. */
    FeedVersion versionAt(FeedVersion base, long position) {
        FeedVersion current = base;
        for (FeedVersion version : feed.versions()) {
            boolean behind = version.version() > current.version() && version.version() < position;
            if (behind && !version.step().isBase()) {
                current = version;
            } else if (behind) {
                return current;
            }
        }
        return current;
    }

    /** The version behind another, or null. */
    @Nullable
    FeedVersion next(FeedVersion current) {
        for (FeedVersion version : feed.versions()) {
            if (version.version() > current.version()) {
                return version;
            }
        }
        return null;
    }

    /** Why a table that has the name behind the end of the one before cannot be built; null if there is none. */
    @Nullable
    String refusalBehind(long end) {
        String refusal = null;
        for (FeedVersion version : feed.versions()) {
            if (version.step().isBase() && version.version() > end && version.version() < checkpoint) {
                refusal = rules.refusal(feed, version, false);
            }
        }
        return refusal;
    }

    private @Nullable String refusal(FeedVersion version, Landed landed) {
        return rules.refusal(feed, version, landed.isRebuildWanted());
    }

    /** Why there is no version to build on. */
    String none(Landed landed) {
        for (FeedVersion version : feed.versions()) {
            boolean base = version.step().isBase() && version.version() < checkpoint;
            String refusal = base ? refusal(version, landed) : null;
            if (refusal != null) {
                return refusal;
            }
            if (base && !rules.rebuilds()) {
                return RebuildRules.notWanted(version);
            }
        }
        return "table " + feed.table() + " is built on version " + landed.base()
                + ", of which the changefeed's folder has no schema file any more: restore it, or exclude the table";
    }
}
