package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the changefeed's folder holds of a table, as far as it can be landed.
 *
 * @param table the table
 * @param versions ascending; those before {@code problem} only; empty if the problem is there from the beginning
 * @param files files of these versions: by version, within it by series, and there in reading order
 * @param problem where landing ends, or null
 * @param complete every row of the table with a smaller commit-ts is in {@code files}, which were listed after a checkpoint
 *     of this value was read
 */
public record TableFeed(
        TableId table,
        List<FeedVersion> versions,
        List<FeedFile> files,
        @Nullable FeedProblem problem,
        long complete) {
    public TableFeed {
        versions = List.copyOf(versions);
        files = List.copyOf(files);
    }
}
