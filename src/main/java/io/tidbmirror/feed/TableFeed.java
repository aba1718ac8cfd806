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
 */
public record TableFeed(
        TableId table,
        List<FeedVersion> versions,
        List<FeedFile> files,
        @Nullable FeedProblem problem) {
    public TableFeed {
        versions = List.copyOf(versions);
        files = List.copyOf(files);
    }
}
