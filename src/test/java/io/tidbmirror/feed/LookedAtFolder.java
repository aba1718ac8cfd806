package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A changefeed's folder that is written to between polls. */
abstract class LookedAtFolder {
    static final TableId T = new TableId("s", "t");
    static final Duration INTERVAL = Duration.ofHours(1);
    final MemoryFeedStore store = new MemoryFeedStore();
    final HandSetClock clock = new HandSetClock();
    long checkpoint = 100;
    FeedReader reader;

    @BeforeEach
    void aLargeFeed() {
        for (int i = 0; i < 200; i++) {
            store.put("s/quiet/5/" + name(i), "x");
        }
        schema("quiet", 5);
        schema("t", 5);
    }

    void schema(String table, long version) {
        SchemaText.of(table, version)
                .ddl(version == 5 ? 3 : 7, version == 5 ? "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY)" : "")
                .key("id")
                .in(store);
    }

    static String name(long number) {
        return "CDC%06d.csv".formatted(number);
    }

    void write(String folder, long... numbers) {
        for (long number : numbers) {
            store.put(folder + "/meta/CDC.index", name(number) + "\n");
            store.put(folder + "/" + name(number), "x");
        }
    }

    /** Reads until only table t is active, and is looked at alone. */
    void settle(DateSeparator dates) throws IOException {
        FeedOptions options = DefaultFeed.options(
                "csv", dates, true, ZeroDate.NULL, table -> List.of(), table -> true, TableShard.WHOLE);
        reader = new FeedReader(store, options, INTERVAL, clock);
        poll();
        poll();
        clock.pass(INTERVAL.plusMillis(1));
        store.put(there().get(0).path(), "news");
        poll();
    }

    List<FeedObject> there() throws IOException {
        store.pagesOf(10_000);
        List<FeedObject> there = store.list("s/t/", true, null).objects().stream()
                .filter(object -> FeedPath.parse(object.path()) instanceof FeedPath.Data)
                .toList();
        store.pagesOf(2);
        store.listed();
        return there;
    }

    TableFeed poll() throws IOException {
        checkpoint++;
        store.put("metadata", "{\"checkpoint-ts\":" + checkpoint + "}");
        return reader.poll().tables().stream()
                .filter(feed -> feed.table().equals(T))
                .findFirst()
                .orElseThrow();
    }

    /** Polls, by looks alone, and compares with what is there. */
    void look() throws IOException {
        store.listed();
        TableFeed feed = poll();
        assertThat(store.listed()).doesNotContain("");
        assertComplete(feed);
    }

    void assertComplete(TableFeed feed) throws IOException {
        assertThat(feed.complete()).isEqualTo(checkpoint);
        assertThat(feed.files()).extracting(FeedFile::object).containsExactlyInAnyOrderElementsOf(there());
    }
}
