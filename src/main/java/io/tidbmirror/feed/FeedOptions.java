package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a changefeed's folder is read.
 *
 * @param paths how its files are named
 * @param schemas with which columns and keys tables land
 * @param filter tables to report
 * @param shard part of them that this instance reads
 * @param dump export from which tables are loaded first, or null
 */
public record FeedOptions(
        PathLayout paths,
        SchemaRules schemas,
        Predicate<TableId> filter,
        TableShard shard,
        @Nullable Dump dump) {
    /** The same, with tables that are loaded from an export first, or without one. */
    public FeedOptions loadedFrom(@Nullable Dump export) {
        return new FeedOptions(paths, schemas, filter, shard, export);
    }

    /** CSV has labels in its rows; canal-json has numbers, which only the labels of the schema explain. */
    boolean labelsNeeded() {
        return !paths.extension().equals("csv");
    }

    /** Columns for which a landed type is chosen, and that no version of the table has; for people. */
    public List<String> unknownColumns(TableFeed feed) {
        Set<String> names = new TreeSet<>(schemas.landAs().apply(feed.table()).keySet());
        for (FeedVersion version : names.isEmpty() ? List.<FeedVersion>of() : feed.versions()) {
            version.schema().columns().forEach(column -> names.remove(ColumnNames.key(column.name())));
        }
        List<String> warnings = new ArrayList<>();
        for (String name : feed.versions().isEmpty() ? Set.<String>of() : names) {
            warnings.add("tables." + feed.table() + ".columns." + name
                    + ".as has no effect: no version of the table has a column of this name");
        }
        return warnings;
    }

    /** That not one of the tables there are is wanted, which hardly anybody means; for people. */
    List<String> leftOut(Set<TableId> tables) {
        return tables.isEmpty() || tables.stream().anyMatch(filter)
                ? List.of()
                : List.of("tables.include and tables.exclude leave out every table of the changefeed, such as "
                        + Collections.min(tables) + ": nothing is landed");
    }

    /** Whether a table is wanted. */
    public boolean reports(TableId table) {
        return filter.test(table) && shard.owns(table);
    }
}
