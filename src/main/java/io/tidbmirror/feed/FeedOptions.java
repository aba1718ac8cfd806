package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.util.List;
import java.util.Map;

/**
 * How a changefeed's folder is read.
 *
 * @param extension of data files, without dot: {@code csv} or {@code json}
 * @param dateSeparator of the changefeed
 * @param partitionSeparator whether the changefeed writes a directory per partition
 * @param zeroDate policy that decides the landed type of dates
 * @param keyColumns {@code schema.table} to the key columns of tables whose key TiCDC does not tell
 * @param filter tables to report
 * @param shard part of them that this instance reads
 */
public record FeedOptions(
        String extension,
        DateSeparator dateSeparator,
        boolean partitionSeparator,
        ZeroDate zeroDate,
        Map<String, List<String>> keyColumns,
        TableFilter filter,
        TableShard shard) {
    public FeedOptions {
        keyColumns = Map.copyOf(keyColumns);
    }

    /** TiCDC's defaults, every table. */
    public static FeedOptions of(String extension) {
        return new FeedOptions(
                extension, DateSeparator.DAY, true, ZeroDate.NULL, Map.of(), TableFilter.all(), TableShard.WHOLE);
    }

    boolean reports(TableId table) {
        return filter.accepts(table) && shard.owns(table);
    }
}
