package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the changefeed's folder holds of a table, as far as it can be landed.
 *
 * @param table the table
 * @param versions of every table that had the name, ascending
 * @param files files of these versions and of their lineages: by version, within it by series, and there in reading order
 * @param problems where what is known breaks off, ascending; a later version that begins again makes up for one
 * @param ends where a table of the name was dropped or renamed, ascending
 * @param complete every row of the table with a smaller commit-ts is in {@code files}, which were listed after a checkpoint
 *     of this value was read
 * @param exported where an export is given: what it is; the table begins with its rows, if it has any of them
 */
public record TableFeed(
        TableId table,
        List<FeedVersion> versions,
        List<FeedFile> files,
        List<FeedProblem> problems,
        List<TableEnd> ends,
        long complete,
        @Nullable Exported exported) {
    /**
     * An export, and the table without it.
     *
     * @param without what the changefeed's folder alone holds of the table
     */
    public record Exported(Dump dump, TableFeed without) {}

    /** A table without an export. */
    public TableFeed(
            TableId table,
            List<FeedVersion> versions,
            List<FeedFile> files,
            List<FeedProblem> problems,
            List<TableEnd> ends,
            long complete) {
        this(table, versions, files, problems, ends, complete, null);
    }

    public TableFeed {
        versions = List.copyOf(versions);
        files = List.copyOf(files);
        problems = List.copyOf(problems);
        ends = List.copyOf(ends);
    }

    /** The first problem that no later version makes up for, or null. */
    @Nullable
    public FeedProblem problem() {
        long last = versions.isEmpty() ? -1 : versions.get(versions.size() - 1).version();
        return problems.stream()
                .filter(problem -> problem.version() > last || versions.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The first problem behind a version and below a checkpoint, or null. */
    @Nullable
    FeedProblem problemBetween(long version, long checkpoint) {
        return problems.stream()
                .filter(problem -> problem.version() > version && problem.version() < checkpoint)
                .findFirst()
                .orElse(null);
    }

    /** The last end of a table of this name behind a version and below a checkpoint, or null. */
    @Nullable
    TableEnd endBetween(long version, long checkpoint) {
        return ends.stream()
                .filter(end -> end.version() > version && end.version() < checkpoint)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /**
     * The same, beginning with an export.
     *
     * @param without what the changefeed's folder alone holds of it
     */
    TableFeed with(Dump dump, TableFeed without) {
        return new TableFeed(table, versions, files, problems, ends, complete, new Exported(dump, without));
    }

    /** Whether it begins with the rows of the export. */
    boolean isExported() {
        return versions.stream().anyMatch(FeedVersion::isExported);
    }

    /** What goes on where so much is landed: this, or what the changefeed's folder alone holds. */
    TableFeed behind(Landed landed) {
        if (exported == null) {
            return this;
        }
        boolean known = landed.base() == 0 || versions.stream().anyMatch(version -> version.version() == landed.base());
        boolean begins = LoadPlanner.isLoading(landed.covered()) && (known || !landed.building());
        boolean wanted = landed.isRebuildWanted() && isExported();
        boolean above = landed.position() > exported.dump().tso() && known;
        return begins || wanted || above ? this : exported.without();
    }

    /** The oldest version that there is a schema file of, whether it can be landed or not. */
    long oldest() {
        long version = versions.isEmpty() ? Long.MAX_VALUE : versions.get(0).version();
        return problems.isEmpty() ? version : Math.min(version, problems.get(0).version());
    }

    /** The newest version below a checkpoint, or null. */
    @Nullable
    FeedVersion newestBelow(long checkpoint) {
        FeedVersion newest = null;
        for (FeedVersion version : versions) {
            newest = version.version() < checkpoint ? version : newest;
        }
        return newest;
    }
}
