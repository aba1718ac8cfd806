package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hint wakes the instance that reads the table, and no other. */
class HintFilterTest {
    private static final String FILE = "/440/2026-11-26/CDC000001.csv";

    private static HintFilter filter(Set<TableId> tables, TableShard shard) {
        return new HintFilter(DefaultFeed.options(
                "csv",
                DateSeparator.DAY,
                true,
                ZeroDate.NULL,
                table -> List.of(),
                table -> tables.isEmpty() || tables.contains(table),
                shard));
    }

    private static HintFilter only(String schema, String table) {
        return filter(Set.of(new TableId(schema, table)), TableShard.WHOLE);
    }

    @Test
    void eachTableWakesExactlyOneOfTheShards() {
        List<HintFilter> shards = IntStream.range(0, 3)
                .mapToObj(index -> filter(Set.of(), new TableShard(3, index)))
                .toList();
        for (int table = 0; table < 50; table++) {
            String data = "shop/t" + table + FILE;
            String schema = "shop/t" + table + "/meta/schema_440_0000000001.json";

            assertThat(shards.stream().filter(shard -> shard.concerns(data))).hasSize(1);
            assertThat(shards.stream().filter(shard -> shard.concerns(schema))).hasSize(1);
        }
    }

    @Test
    void statementsOnADatabaseWakeAll() {
        assertThat(only("shop", "t").concerns("shop/meta/schema_440_0000000001.json"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop/t/440/CDC000001.csv", "shop/t/440/7/CDC000001.csv", "shop/t/440/7/2026/CDC000001.csv"})
    void everyReadingOfAFolderCounts(String path) {
        assertThat(only("shop", "t").concerns(path)).isTrue();
        assertThat(only("shop", "u").concerns(path)).isFalse();
        assertThat(only("shop", "t").concerns(path.replace("shop", "other"))).isFalse();
    }

    @Test
    void namesMayHoldSlashes() {
        assertThat(only("a", "b/c").concerns("a/b/c" + FILE)).isTrue();
        assertThat(only("a/b", "c").concerns("a/b/c" + FILE)).isTrue();
        assertThat(only("a", "b").concerns("a/b/c" + FILE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata",
                "shop/t/440/meta/CDC.index",
                "shop/t/440/other.csv",
                "shop/../t/440/CDC000001.csv",
                ""
            })
    void whatIsNeitherRowsNorSchemaWakesNobody(String path) {
        assertThat(filter(Set.of(), TableShard.WHOLE).concerns(path)).isFalse();
    }
}
