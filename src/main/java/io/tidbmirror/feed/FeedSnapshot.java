package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the changefeed's folder: of each table every row with a commit-ts below its {@link TableFeed#complete} is
 * in a listed file.
 *
 * @param checkpoint greatest checkpoint-ts read so far; empty before the first
 * @param checkpointError why none could be read this time, or null
 * @param oldestVersion of all schema files; empty if there are none
 * @param tables in name order
 * @param warnings what people should know and nothing stops for
 */
public record FeedSnapshot(
        OptionalLong checkpoint,
        @Nullable String checkpointError,
        OptionalLong oldestVersion,
        List<TableFeed> tables,
        List<String> warnings) {
    public FeedSnapshot {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** What is known of a table. */
    public Optional<TableFeed> table(TableId id) {
        return tables.stream().filter(table -> table.table().equals(id)).findFirst();
    }
}
