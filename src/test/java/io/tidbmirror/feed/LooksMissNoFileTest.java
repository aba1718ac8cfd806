package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a writer does between two polls, a table that is told complete up to the checkpoint has all of its files. */
class LooksMissNoFileTest {
    private static final TableId T = new TableId("s", "t");
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final MemoryFeedStore store = new MemoryFeedStore();
    private final HandSetClock clock = new HandSetClock();
    private long checkpoint = 100;
    private FeedReader reader;

    @BeforeEach
    void aLargeFeed() {
        for (int i = 0; i < 200; i++) {
            store.put("s/quiet/5/" + name(i), "x");
        }
        schema("quiet", 5);
        schema("t", 5);
    }

    private void schema(String table, long version) {
        SchemaText.of(table, version)
                .ddl(version == 5 ? 3 : 7, version == 5 ? "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY)" : "")
                .key("id")
                .in(store);
    }

    private static String name(long number) {
        return "CDC%06d.csv".formatted(number);
    }

    private void write(String folder, long... numbers) {
        for (long number : numbers) {
            store.put(folder + "/meta/CDC.index", name(number) + "\n");
            store.put(folder + "/" + name(number), "x");
        }
    }

    /** Reads until only table t is active, and is looked at alone. */
    private void settle(DateSeparator dates) throws IOException {
        FeedOptions options =
                new FeedOptions("csv", dates, true, ZeroDate.NULL, table -> List.of(), table -> true, TableShard.WHOLE);
        reader = new FeedReader(store, options, INTERVAL, clock);
        poll();
        poll();
        clock.pass(INTERVAL.plusMillis(1));
        store.put(there().get(0).path(), "news");
        poll();
    }

    private List<FeedObject> there() throws IOException {
        store.pagesOf(10_000);
        List<FeedObject> there = store.list("s/t/", true, null).objects().stream()
                .filter(object -> FeedPath.parse(object.path()) instanceof FeedPath.Data)
                .toList();
        store.pagesOf(2);
        store.listed();
        return there;
    }

    private TableFeed poll() throws IOException {
        checkpoint++;
        store.put("metadata", "{\"checkpoint-ts\":" + checkpoint + "}");
        return reader.poll().tables().stream()
                .filter(feed -> feed.table().equals(T))
                .findFirst()
                .orElseThrow();
    }

    /** Polls, by looks alone, and compares with what is there. */
    private void look() throws IOException {
        store.listed();
        TableFeed feed = poll();
        assertThat(store.listed()).doesNotContain("");
        assertComplete(feed);
    }

    private void assertComplete(TableFeed feed) throws IOException {
        assertThat(feed.complete()).isEqualTo(checkpoint);
        assertThat(feed.files()).extracting(FeedFile::object).containsExactlyInAnyOrderElementsOf(there());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "8, 1", "9, 1", "98, 4", "99, 1", "148, 3", "149, 1", "999, 1", "95, 300", "999998, 5"})
    void theNextNumbersAreFoundAcrossCarries(long last, int more) throws IOException {
        write("s/t/5", Math.max(1, last - 1), last);
        settle(DateSeparator.NONE);
        write("s/t/5", last + 1);
        poll();
        look();

        for (int i = 0; i < more; i++) {
            write("s/t/5", last + 2 + i);
        }

        look();
        look();
    }

    @Test
    void aPollInSteadyStateTakesAtMostTwoListCallsOfASeriesAndTwoOfItsTable() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        for (long number = 2; number < 1_200; number += 7) {
            write("s/t/5", number, number + 3);
            poll();
            List<String> calls = store.listed();
            if (number > 2) {
                assertThat(calls.stream()
                                .filter(prefix -> prefix.startsWith("s/t/5/CDC"))
                                .distinct())
                        .hasSizeLessThanOrEqualTo(2);
                assertThat(calls.stream().filter(prefix -> !prefix.startsWith("s/t/5/CDC")))
                        .containsExactly("s/t/meta/", "s/t/5/meta/CDC");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 60, 999, 54_321})
    void aGapThatTheIndexTellsIsCrossed(long next) throws IOException {
        write("s/t/5", 1, 2);
        settle(DateSeparator.NONE);
        look();

        write("s/t/5", next);

        look();
    }

    @Test
    void aGapIsFilledLater() throws IOException {
        write("s/t/5", 1, 2, 9);
        settle(DateSeparator.NONE);
        look();

        store.put("s/t/5/" + name(5), "late");

        look();
    }

    @Test
    void filesWhoseIndexWasNotWrittenAreFound() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();

        for (int number = 2; number < 300; number++) {
            store.put("s/t/5/" + name(number), "x");
        }

        look();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 40, 199, 200})
    void aFileThatWasOverwrittenIsListedAnew(long number) throws IOException {
        for (int i = 1; i <= 200; i++) {
            write("s/t/5", i);
        }
        settle(DateSeparator.NONE);
        look();

        write("s/t/5", number);

        look();
        look();
    }

    @Test
    void aNewWriterInTheSameFolderIsFound() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();

        store.put("s/t/5/CDC_77_000001.csv", "x");
        store.put("s/t/5/meta/CDC_77.index", "CDC_77_000001.csv\n");
        look();
        store.put("s/t/5/CDC_77_000002.csv", "x");
        store.put("s/t/5/CDC_78_000001.csv", "x");
        store.put("s/t/5/meta/CDC_78.index", "CDC_78_000001.csv\n");

        look();
    }

    @Test
    void aNewDateIsFoundAndAnOlderOneThatGoesOn() throws IOException {
        write("s/t/5/2026-01-01", 1, 2);
        write("s/t/5/2026-01-02", 1);
        settle(DateSeparator.DAY);
        look();

        write("s/t/5/2026-01-03", 1);
        look();
        write("s/t/5/2026-01-01", 3, 4);
        write("s/t/5/2026-01-02", 2);
        look();
        write("s/t/5/2025-12-31", 1);
        look();
    }

    @Test
    void aNewPartitionIsFoundWithAndWithoutDates() throws IOException {
        write("s/t/5/112", 1);
        settle(DateSeparator.NONE);
        look();

        write("s/t/5/113", 1, 2);
        write("s/t/5/112", 2);

        look();
    }

    @Test
    void aNewPartitionWithDatesIsFound() throws IOException {
        write("s/t/5/112/2026-01-01", 1);
        settle(DateSeparator.DAY);
        look();

        write("s/t/5/113/2026-01-02", 1);
        write("s/t/5/112/2026-01-02", 1);
        look();
        write("s/t/5/113/2026-01-02", 2);
        write("s/t/5/112/2026-01-01", 2);

        look();
    }

    @Test
    void aNewVersionHasEverythingListed() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();

        write("s/t/5", 2);
        schema("t", 50);
        write("s/t/50", 1);
        store.listed();
        TableFeed feed = poll();

        assertThat(store.listed()).contains("");
        assertComplete(feed);
        assertThat(feed.versions()).hasSize(2);
    }

    @Test
    void aFolderInAnotherFormThanConfiguredIsListedWhole() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.DAY);
        look();

        write("s/t/5/2026-01-01", 1);
        write("s/t/5", 40_000);

        look();
    }

    @Test
    void quietTablesStayWhereTheyWereAndCostNothing() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();
        long before = checkpoint;
        store.put("s/quiet/5/" + name(500), "x");
        poll();
        Set<String> calls = new TreeSet<>(store.listed());

        TableFeed quiet = quiet();
        assertThat(calls).noneMatch(prefix -> prefix.contains("quiet"));
        assertThat(quiet.complete()).isLessThan(before);
        assertThat(quiet.files()).hasSize(200);

        clock.pass(INTERVAL);
        poll();
        assertThat(quiet().files()).hasSize(201);
        assertThat(quiet().complete()).isEqualTo(checkpoint);
    }

    @Test
    void aHintHasAQuietTableLookedAtAtOnce() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();
        store.put("s/quiet/5/" + name(200), "x");
        reader.look("s/quiet/5/" + name(200));
        poll();

        assertThat(store.listed()).doesNotContain("").anyMatch(prefix -> prefix.startsWith("s/quiet/5/"));
        assertThat(quiet().files()).hasSize(201);
        reader.look("s/unknown/5/" + name(1));
        poll();
        assertThat(store.listed()).contains("");
    }

    @Test
    void afterALookThatFailedEverythingIsListed() throws IOException {
        write("s/t/5", 1, 2, 3);
        settle(DateSeparator.NONE);
        look();
        write("s/t/5", 4);
        List<String> failing = new ArrayList<>(List.of("s/t/5/CDC"));
        store.failAt(prefix -> !failing.isEmpty() && prefix.startsWith(failing.get(0)));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(this::poll)).isInstanceOf(IOException.class);
        failing.clear();
        store.listed();

        TableFeed feed = poll();

        assertThat(store.listed()).contains("");
        assertComplete(feed);
    }

    private TableFeed quiet() throws IOException {
        store.put("metadata", "{\"checkpoint-ts\":" + checkpoint + "}");
        return reader.poll().tables().stream()
                .filter(feed -> feed.table().table().equals("quiet"))
                .collect(Collectors.toList())
                .get(0);
    }
}
