package io.tidbmirror.feed;

import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a changefeed's folder is read.
 *
 * @param extension of data files, without dot: {@code csv} or {@code json}
 * @param dateSeparator of the changefeed
 * @param partitionSeparator whether the changefeed writes a directory per partition
 * @param zeroDate policy that decides the landed type of dates
 * @param keyColumns key columns of tables whose key TiCDC does not tell; empty if none are set
 * @param filter tables to report
 * @param shard part of them that this instance reads
 * @param landAs landed type chosen for a column, by its name
 * @param acrossNodes whether several nodes write one table
 */
public record FeedOptions(
        String extension,
        DateSeparator dateSeparator,
        boolean partitionSeparator,
        ZeroDate zeroDate,
        Function<TableId, List<String>> keyColumns,
        Predicate<TableId> filter,
        TableShard shard,
        BiFunction<TableId, String, Optional<LandAs>> landAs,
        boolean acrossNodes) {
    /** Every column as its standard landed type, one writer for each table. */
    public FeedOptions(
            String extension,
            DateSeparator dateSeparator,
            boolean partitionSeparator,
            ZeroDate zeroDate,
            Function<TableId, List<String>> keyColumns,
            Predicate<TableId> filter,
            TableShard shard) {
        this(
                extension,
                dateSeparator,
                partitionSeparator,
                zeroDate,
                keyColumns,
                filter,
                shard,
                (table, column) -> Optional.empty(),
                false);
    }

    /** TiCDC's defaults, every table. */
    public static FeedOptions of(String extension) {
        return new FeedOptions(
                extension, DateSeparator.DAY, true, ZeroDate.NULL, table -> List.of(), table -> true, TableShard.WHOLE);
    }

    /** CSV has labels in its rows; canal-json has numbers, which only the labels of the schema explain. */
    boolean labelsNeeded() {
        return !extension.equals("csv");
    }

    boolean reports(TableId table) {
        return filter.test(table) && shard.owns(table);
    }
}
