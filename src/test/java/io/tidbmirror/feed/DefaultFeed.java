package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Changefeeds with TiCDC's defaults, but for what a test names, of which everything is listed at each poll. */
public final class DefaultFeed {
    private DefaultFeed() {}

    /** Every table. */
    public static FeedOptions options(String extension) {
        return options(
                extension, DateSeparator.DAY, true, ZeroDate.NULL, table -> List.of(), table -> true, TableShard.WHOLE);
    }

    /** Times in UTC, every column as its standard landed type, one writer for each table, no export. */
    public static FeedOptions options(
            String extension,
            DateSeparator dateSeparator,
            boolean partitionSeparator,
            ZeroDate zeroDate,
            Function<TableId, List<String>> keyColumns,
            Predicate<TableId> filter,
            TableShard shard) {
        PathLayout paths = new PathLayout(extension, dateSeparator, partitionSeparator, false);
        return new FeedOptions(paths, schemas(zeroDate, keyColumns), filter, shard, null);
    }

    static SchemaRules schemas(ZeroDate zeroDate, Function<TableId, List<String>> keyColumns) {
        return new SchemaRules(zeroDate, ZoneOffset.UTC, keyColumns, table -> Map.of(), false, false);
    }

    public static FeedReader reader(FeedStore store, FeedOptions options) {
        return new FeedReader(store, options, Duration.ZERO, Clock.systemUTC());
    }
}
