package io.tidbmirror.feed;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a landing folder may be built again, and what from.
 *
 * @param rebuilds whether it is, or the table stops at the statement that asks for it
 * @param removesDropped whether the folder of a dropped table goes
 * @param source what is known of the changefeed's completeness
 */
public record RebuildRules(boolean rebuilds, boolean removesDropped, SourceProof source) {
    /** As configured by default. */
    public static final RebuildRules DEFAULT = new RebuildRules(true, true, SourceProof.UNKNOWN);

    /** For people: why a folder is built on a version, and from what. */
    static String reason(TableFeed feed, FeedVersion base) {
        if (base.step() == FeedVersion.Step.EXPORTED) {
            return "built again from " + source(feed, base);
        }
        return base.cause() + ": built again from " + (base.hasLog() ? source(feed, base) : "the rows behind it");
    }

    /** For people: what a folder is built from. */
    static String source(TableFeed feed, FeedVersion base) {
        TableFeed.Exported exported = feed.exported();
        if (exported != null && base.isExported()) {
            return "the export at TSO " + exported.dump().tso() + " and the changefeed above it";
        }
        return "the changefeed since " + (base.hasLog() ? "the table was made" : base.cause());
    }

    /**
     * Why a folder cannot be built on a version; null if it can.
     *
     * @param wanted whether the operator wants it, though what is landed is right
     */
    @Nullable
    String refusal(TableFeed feed, FeedVersion base, boolean wanted) {
        return base.hasLog() || wanted ? refusal(feed, base, source.missing(feed, base)) : null;
    }

    /** Why a folder that is built again in part cannot be from a position on; null if it can. */
    @Nullable
    String refusalFrom(TableFeed feed, FeedVersion base, long position) {
        return base.hasLog() ? refusal(feed, base, source.deletedSince(feed, position)) : null;
    }

    private static @Nullable String refusal(TableFeed feed, FeedVersion base, @Nullable String missing) {
        return missing == null
                ? null
                : "table " + feed.table() + " stops at " + base.cause()
                        + ": its landing folder has to be built again from the changefeed, and " + missing;
    }

    /**
     * Why a version cannot follow in the same folder: a column that it adds is one of those that landed files have, from a time that
     * no schema file tells of; null if none is.
     *
     * @param landed in lower case, the columns of the landed files
     */
    static @Nullable String returning(FeedVersion before, FeedVersion next, Set<String> landed) {
        Set<String> again = new TreeSet<>(next.columnNames());
        again.removeAll(before.columnNames());
        again.retainAll(landed);
        return next.step() != FeedVersion.Step.ADDITIVE || again.isEmpty()
                ? null
                : "table " + next.schema().table() + " stops at " + next.cause() + ": files that are landed have "
                        + again
                        + " already, with values from before it was dropped, which would show again; rows before"
                        + " that version are landed, and no schema file in feed.location is from before the column was"
                        + " dropped, so that the folder cannot be built again from there. " + SourceProof.REMEDY;
    }

    static String notWanted(FeedVersion base) {
        return "table " + base.schema().table() + " stops at " + base.cause()
                + ": rows before it cannot stay as they are"
                + " landed; set landing.on-incompatible-change=rebuild to build its landing folder again, then release the"
                + " table (command: table release)";
    }
}
