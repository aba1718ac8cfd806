package io.tidbmirror.feed;

import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
 * @param keyColumns key columns of tables whose key TiCDC does not tell; empty if none are set
 * @param filter tables to report
 * @param shard part of them that this instance reads
 * @param landAs landed type chosen for a column, by its name
 * @param acrossNodes whether several nodes write one table
 * @param dump export from which tables are loaded first, or null
 * @param fixedColumns whether landing files declare their columns once, so that other ones need another landing folder
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
        boolean acrossNodes,
        @Nullable Dump dump,
        boolean fixedColumns) {
    /** Every column as its standard landed type, one writer for each table, no export. */
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

    /** Without an export. */
    public FeedOptions(
            String extension,
            DateSeparator dateSeparator,
            boolean partitionSeparator,
            ZeroDate zeroDate,
            Function<TableId, List<String>> keyColumns,
            Predicate<TableId> filter,
            TableShard shard,
            BiFunction<TableId, String, Optional<LandAs>> landAs,
            boolean acrossNodes) {
        this(
                extension,
                dateSeparator,
                partitionSeparator,
                zeroDate,
                keyColumns,
                filter,
                shard,
                landAs,
                acrossNodes,
                null,
                false);
    }

    /** The same, with tables that are loaded from an export first, or without one. */
    public FeedOptions loadedFrom(@Nullable Dump export) {
        return new FeedOptions(
                extension,
                dateSeparator,
                partitionSeparator,
                zeroDate,
                keyColumns,
                filter,
                shard,
                landAs,
                acrossNodes,
                export,
                fixedColumns);
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

    /** Whether a table is wanted. */
    public boolean reports(TableId table) {
        return filter.test(table) && shard.owns(table);
    }
}
