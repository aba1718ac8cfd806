package io.tidbmirror.feed;

import io.tidbmirror.change.CommitTs;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A table that another changefeed has brought so far, and of which this folder has nothing before its first version. A folder
 * that a table was landed from has its first version below what is covered.
 *
 * @param first its first version here
 * @param position what is covered
 */
record FormerChangefeed(FeedVersion first, long position) {
    /** The table as another changefeed left it; null if this one has brought it, or brings it whole. */
    static @Nullable FormerChangefeed of(@Nullable FeedVersion first, Landed landed) {
        if (first == null || first.step() != FeedVersion.Step.FIRST || landed.position() == 0) {
            return null;
        }
        return landed.position() > first.version() ? null : new FormerChangefeed(first, landed.position());
    }

    /** Whether nothing of what the former one brought is left: the table was made or emptied since. */
    boolean isOver() {
        return first.restarts();
    }

    /** Why what is landed may be other than before the first version, and what to do; null if that changes no row before it. */
    @Nullable
    String refusal() {
        return isOver() || keepsRows()
                ? null
                : "table " + first.schema().table() + " stops at " + first.cause() + ": it is landed up to "
                        + told(position)
                        + ", and feed.location has no schema file of it from before that statement, so that"
                        + " nobody can tell what it does to rows that are landed. " + SourceProof.REMEDY;
    }

    /** For people: that changes may be missing which no file tells of; null if they cannot be. */
    @Nullable
    String doubt() {
        return isOver()
                ? null
                : "table " + first.schema().table() + " is landed up to " + told(position)
                        + ", and its first version in feed.location is " + told(first.version())
                        + ": if the changefeed there began later than what is landed, changes in between are missing, and nothing in"
                        + " its folder tells. Look up its start-ts, and set feed.start-ts to it: tables that it does not reach"
                        + " then stop";
    }

    static String told(long commitTs) {
        return commitTs + " (" + Instant.ofEpochMilli(new CommitTs(commitTs).physicalMillis()) + ")";
    }

    private boolean keepsRows() {
        return switch (DdlAction.of(first.action())) {
            case NONE, HARMLESS -> true;
            case ALTER -> onlyAdds();
            default -> false;
        };
    }

    private boolean onlyAdds() {
        try {
            return DdlParser.parse(first.query()) instanceof AlterTable alter
                    && alter.changes().stream().allMatch(this::addsNothingToRows);
        } catch (PoisonException notUnderstood) {
            return false;
        }
    }

    private boolean addsNothingToRows(Change change) {
        return change instanceof Change.DropIndex
                || change instanceof Change.RenameIndex
                || (change instanceof Change.Add add
                        && !add.column().expression()
                        && first.listed().stream().anyMatch(column -> isEmptyBefore(column, add)));
    }

    private static boolean isEmptyBefore(SchemaColumn column, Change.Add add) {
        return column.name().equalsIgnoreCase(add.column().name()) && column.nullable() && column.defaultText() == null;
    }
}
