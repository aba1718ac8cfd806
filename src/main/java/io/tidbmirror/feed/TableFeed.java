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
 */
public record TableFeed(
        TableId table,
        List<FeedVersion> versions,
        List<FeedFile> files,
        List<FeedProblem> problems,
        List<TableEnd> ends,
        long complete) {
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

    /** Where the table ended that has a name of this version, if that is below the checkpoint; else null. */
    @Nullable
    TableEnd endBetween(long version, long checkpoint) {
        return ends.stream()
                .filter(end -> end.version() > version && end.version() < checkpoint)
                .findFirst()
                .orElse(null);
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
