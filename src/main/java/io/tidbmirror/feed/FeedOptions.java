package io.tidbmirror.feed;

import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a changefeed's folder is read.
 *
 * @param extension of data files, without dot: {@code csv} or {@code json}
 * @param dateSeparator of the changefeed
 * @param partitionSeparator whether the changefeed writes a directory per partition
 * @param zeroDate policy that decides the landed type of dates
 * @param timeZone of the TiCDC server, in which it writes TIMESTAMP values
 * @param keyColumns key columns of tables whose key TiCDC does not tell; empty if none are set
 * @param filter tables to report
 * @param shard part of them that this instance reads
 * @param landAs landed types chosen for columns of a table, by name in lower case
 * @param acrossNodes whether several nodes write one table
 * @param dump export from which tables are loaded first, or null
 * @param fixedColumns whether landing files declare their columns once, so that other ones need another landing folder
 * @param deletesHoldHandle whether deletes hold the columns of TiCDC's handle only, which then has to be the key
 */
public record FeedOptions(
        String extension,
        DateSeparator dateSeparator,
        boolean partitionSeparator,
        ZeroDate zeroDate,
        ZoneId timeZone,
        Function<TableId, List<String>> keyColumns,
        Predicate<TableId> filter,
        TableShard shard,
        Function<TableId, Map<String, LandAs>> landAs,
        boolean acrossNodes,
        @Nullable Dump dump,
        boolean fixedColumns,
        boolean deletesHoldHandle) {
    /** The same, with tables that are loaded from an export first, or without one. */
    public FeedOptions loadedFrom(@Nullable Dump export) {
        return new FeedOptions(
                extension,
                dateSeparator,
                partitionSeparator,
                zeroDate,
                timeZone,
                keyColumns,
                filter,
                shard,
                landAs,
                acrossNodes,
                export,
                fixedColumns,
                deletesHoldHandle);
    }

    /** CSV has labels in its rows; canal-json has numbers, which only the labels of the schema explain. */
    boolean labelsNeeded() {
        return !extension.equals("csv");
    }

    /** Columns for which a landed type is chosen, and that no version of the table has; for people. */
    public List<String> unknownColumns(TableFeed feed) {
        Set<String> names = new TreeSet<>(landAs.apply(feed.table()).keySet());
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
