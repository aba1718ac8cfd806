package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Schema files in a store, and what the feed makes of their tables. */
abstract class TableVersions {
    final MemoryFeedStore store = new MemoryFeedStore();

    TableFeed table(String name, FeedOptions options) throws IOException {
        return DefaultFeed.reader(store, options).poll().tables().stream()
                .filter(feed -> feed.table().equals(new TableId("s", name)))
                .findFirst()
                .orElseThrow();
    }

    TableFeed table(String name) throws IOException {
        return table(name, DefaultFeed.options("csv"));
    }

    /** TiCDC's defaults but for two. */
    static FeedOptions options(String extension, boolean fixedColumns, boolean deletesHoldHandle) {
        return new FeedOptions(
                new PathLayout(extension, DateSeparator.NONE, true, false),
                new SchemaRules(
                        ZeroDate.NULL,
                        ZoneOffset.UTC,
                        table -> List.of(),
                        table -> Map.of(),
                        fixedColumns,
                        deletesHoldHandle),
                table -> true,
                TableShard.WHOLE,
                null);
    }

    /** How rows of a version become those of a later one of its lineage, on the first way there. */
    static Projection projection(FeedVersion older, FeedVersion newer) {
        return newer.strands().stream()
                .filter(strand -> strand.versions().contains(older))
                .map(strand -> strand.from(older))
                .findFirst()
                .orElseThrow();
    }

    static List<String> columns(FeedVersion version) {
        return version.schema().columns().stream().map(Column::name).toList();
    }

    static SchemaText created(long version) {
        return SchemaText.of("t", version)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` INT)")
                .key("id")
                .column("a", "INT");
    }
}
