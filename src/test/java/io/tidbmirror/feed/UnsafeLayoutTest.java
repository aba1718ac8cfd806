package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts under which TiCDC overwrites files stop the tables concerned, and no others. */
class UnsafeLayoutTest {
    private final MemoryFeedStore store = new MemoryFeedStore();

    private TableFeed table(boolean partitionSeparator, boolean acrossNodes) throws IOException {
        FeedOptions options = new FeedOptions(
                new PathLayout("csv", DateSeparator.NONE, partitionSeparator, acrossNodes),
                DefaultFeed.schemas(ZeroDate.NULL, table -> List.of()),
                table -> true,
                TableShard.WHOLE,
                null);
        return DefaultFeed.reader(store, options).poll().tables().get(0);
    }

    private void create(String query) {
        SchemaText.of("t", 5).ddl(3, query).key("id").in(store);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE `t` (`id` INT PRIMARY KEY) PARTITION BY HASH (`id`) PARTITIONS 4",
                "CREATE TABLE `t` (`id` INT PRIMARY KEY) partition  by range (`id`) (PARTITION `p` VALUES LESS THAN (5))"
            })
    void aPartitionedTableWithoutFoldersForPartitionsStops(String query) throws IOException {
        create(query);

        assertThat(table(true, false).problem()).isNull();
        assertThat(table(false, false).problem().message())
                .contains("feed.enable-partition-separator")
                .contains("tiflow#11979");
    }

    @Test
    void aTableThatOnlySpeaksOfPartitionsGoesOn() throws IOException {
        create("CREATE TABLE `t` (`id` INT PRIMARY KEY COMMENT 'PARTITION BY ''x''',`partition by` INT)");

        assertThat(table(false, false).problem()).isNull();
    }

    @Test
    void filesOfSeveralNodesThatDoNotTellWhichStopTheirTable() throws IOException {
        create("CREATE TABLE `t` (`id` INT PRIMARY KEY)");
        store.put("s/t/5/CDC_17_00000000000000000001.csv", "x");
        assertThat(table(true, true).problem()).isNull();

        store.put("s/t/5/CDC00000000000000000001.csv", "x");
        assertThat(table(true, false).problem()).isNull();
        assertThat(table(true, true).problem().message())
                .contains("CDC00000000000000000001.csv")
                .contains("feed.enable-table-across-nodes");
    }
}
