package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a writer does between two polls, a table that is told complete up to the checkpoint has all of its files. */
class LooksMissNoFileTest extends LookedAtFolder {
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

    /** As of a date that expired while nobody read the queue: its events come by the thousand. */
    @Test
    void hintsOfWhatIsNotThereHaveEverythingListedOnceForAllOfThem() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();
        for (int i = 0; i < 100; i++) {
            reader.look("s/expired/5/" + name(i));
        }
        store.listed();

        poll();
        assertThat(store.listed()).contains("");

        look();
        look();
    }

    @Test
    void whatAHintAskedForIsListedThoughTheFirstTryFailed() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();
        reader.look("s/unknown/5/" + name(1));
        store.failAt(String::isEmpty);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(this::poll)).isInstanceOf(IOException.class);
        store.failAt(prefix -> false);
        store.listed();

        poll();

        assertThat(store.listed()).contains("");
    }
}
