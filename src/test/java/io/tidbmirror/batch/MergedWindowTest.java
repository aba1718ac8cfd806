package io.tidbmirror.batch;

import static io.tidbmirror.change.Operation.DELETE;
import static io.tidbmirror.change.Operation.INSERT;
import static io.tidbmirror.change.Operation.UPDATE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.MemorySource.Row;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MergedWindowTest extends MergedWindows {
    @Test
    void putsDeletesBeforeUpsertsWithinACommit() throws IOException {
        List<Row> rows = List.of(row(1, INSERT, 1), row(2, INSERT, 2), row(2, DELETE, 1), row(3, UPDATE, 2));

        assertThat(landed(window(1, 9, NO_LIMIT, NO_LIMIT, file("a", 100, rows))))
                .containsExactly(List.of(row(1, INSERT, 1), row(2, DELETE, 1), row(2, INSERT, 2), row(3, UPDATE, 2)));
    }

    @Test
    void beginsTheFileAgainWhenADeleteFollowsUpsertsOfItsCommitInALaterBlock() throws IOException {
        List<Row> rows = List.of(row(1, INSERT, 1), row(2, INSERT, 2), row(2, INSERT, 3), row(2, DELETE, 1));

        assertThat(landed(window(1, 9, NO_LIMIT, NO_LIMIT, file("a", 2, rows))))
                .containsExactly(List.of(row(1, INSERT, 1), row(2, DELETE, 1), row(2, INSERT, 2), row(2, INSERT, 3)));
    }

    @Test
    void dropsWhatAReplayWritesAgain() throws IOException {
        List<Row> first = List.of(row(1, INSERT, 1), row(2, INSERT, 2), row(3, INSERT, 3));
        List<Row> replay = List.of(row(2, INSERT, 2), row(3, INSERT, 3), row(3, INSERT, 4), row(4, INSERT, 5));

        assertThat(landed(window(1, 9, NO_LIMIT, NO_LIMIT, file("a", 2, first), file("b", 2, replay))))
                .containsExactly(List.of(
                        row(1, INSERT, 1), row(2, INSERT, 2), row(3, INSERT, 3), row(3, INSERT, 4), row(4, INSERT, 5)));
    }

    @Test
    void neverSplitsACommitOverFiles() throws IOException {
        List<Row> rows =
                List.of(row(1, INSERT, 1), row(1, INSERT, 2), row(2, INSERT, 3), row(3, INSERT, 4), row(3, INSERT, 5));

        assertThat(landed(window(1, 9, 1, NO_LIMIT, file("a", 2, rows))))
                .containsExactly(
                        List.of(row(1, INSERT, 1), row(1, INSERT, 2)),
                        List.of(row(2, INSERT, 3)),
                        List.of(row(3, INSERT, 4), row(3, INSERT, 5)));
    }

    @Test
    void coversUpToTheCommitOfTheCutAndAtLastTheWholeWindow() throws IOException {
        Window window = window(1, 9, 1, NO_LIMIT, file("a", 2, List.of(row(4, INSERT, 1), row(6, INSERT, 2))));
        List<Covered> covered = new ArrayList<>();
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                readFile(reader);
                covered.add(reader.covered());
            }
        }

        assertThat(covered).containsExactly(Covered.below(5), Covered.below(9));
    }

    @Test
    void tellsWhereTheNextWindowGoesOn() throws IOException {
        List<Row> rows = List.of(row(1, INSERT, 1), row(5, INSERT, 2), row(9, INSERT, 3));
        Window window = window(3, 6, NO_LIMIT, NO_LIMIT, file("a", 10, rows), file("b", 10, rows.subList(0, 1)));
        Window next = window(6, 8, NO_LIMIT, NO_LIMIT, file("a", 10, rows));

        assertThat(resume(window)).containsOnly(Map.entry("a", 2L), Map.entry("b", -1L));
        assertThat(resume(next)).as("behind rows of which it wanted none").containsOnly(Map.entry("a", 2L));
    }

    private static Map<String, Long> resume(Window window) throws IOException {
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                readFile(reader);
            }
            return reader.resume();
        }
    }

    @Test
    void cutsFilesByBytesToo() throws IOException {
        List<Row> rows = List.of(row(1, INSERT, 1), row(2, INSERT, 2), row(3, INSERT, 3), row(4, INSERT, 4));
        MemorySource file = file("a", 1, rows);
        long bytes;
        try (ChangeCursor first = file.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            bytes = requireNonNull(first.next()).heldBytes();
        }
        BatchLimits limits = new BatchLimits(NO_LIMIT, 2 * bytes, Duration.ZERO);

        assertThat(landed(window(plan(1, 9, false, file), limits, NO_LIMIT, file)))
                .containsExactly(rows.subList(0, 2), rows.subList(2, 4));
    }

    @Test
    void aRowAboveTheLimitIsAFileOfItsOwn() throws IOException {
        MemorySource file = file("a", 10, List.of(row(1, INSERT, 1), row(2, INSERT, 2)));
        BatchLimits tiny = new BatchLimits(NO_LIMIT, 1, Duration.ZERO);

        assertThat(landed(window(plan(1, 9, false, file), tiny, NO_LIMIT, file)))
                .containsExactly(List.of(row(1, INSERT, 1)), List.of(row(2, INSERT, 2)));
    }

    @Test
    void aRowThatNoOtherWindowReadsStopsTheTableBeforeItIsLeftOut() {
        List<Row> rows = List.of(row(1, INSERT, 1), row(9, INSERT, 2));
        BatchLimits limits = new BatchLimits(NO_LIMIT, NO_LIMIT, Duration.ZERO);

        for (List<Row> some : List.of(rows, rows.subList(1, 2))) {
            MemorySource file = file("a", 10, some);
            assertThatThrownBy(() -> landed(window(plan(1, 9, true, file), limits, NO_LIMIT, file)))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContainingAll("file a", "the row is above 8", "ticdc#4398");
        }
    }

    @Test
    void filesOfAClosedWindowThatEndInItAreRead() throws IOException {
        MemorySource file = file("a", 10, List.of(row(1, INSERT, 1), row(8, INSERT, 2)));
        BatchLimits limits = new BatchLimits(NO_LIMIT, NO_LIMIT, Duration.ZERO);

        assertThat(landed(window(plan(1, 9, true, file), limits, NO_LIMIT, file)))
                .containsExactly(List.of(row(1, INSERT, 1), row(8, INSERT, 2)));
    }

    /** Any split of a log over series, with replays, any block size, limit and hold limit: each change once, in order. */
    @Property(tries = 2000)
    void everyChangeOnceInCommitOrderWhateverTheFilesLookLike(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Row> log = randomLog(random);
        List<MemorySource> files = randomFiles(random, log);
        long to = 1 + random.nextInt(25);
        long from = random.nextInt((int) to);
        List<List<Row>> landed = landed(window(
                from, to, 1 + random.nextInt(10), random.nextBoolean() ? 1 : 200, files.toArray(MemorySource[]::new)));

        List<Row> expected = log.stream()
                .filter(row -> row.commitTs() >= from && row.commitTs() < to)
                .toList();
        List<Row> actual = landed.stream().flatMap(List::stream).toList();
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(actual)
                .isSortedAccordingTo(Comparator.comparingLong(Row::commitTs).thenComparing(row -> !row.isDelete()));
        List<Long> commits = landed.stream()
                .flatMap(file -> file.stream().map(Row::commitTs).distinct())
                .toList();
        assertThat(commits).as("no commit in two files").doesNotHaveDuplicates();
    }

    /** Deletes and upserts of some keys in up to 20 commits, each (commit, kind, key) once, as TiDB commits them. */
    private static List<Row> randomLog(Random random) {
        List<Row> log = new ArrayList<>();
        for (long commitTs = 1; commitTs < 20; commitTs++) {
            int keys = random.nextInt(4) == 0 ? 30 : random.nextInt(4);
            for (long id = 0; id < keys; id++) {
                if (random.nextInt(3) == 0) {
                    log.add(row(commitTs, DELETE, id));
                }
                if (random.nextInt(2) == 0) {
                    log.add(row(commitTs, INSERT, id));
                }
            }
        }
        return log;
    }

    private static List<MemorySource> randomFiles(Random random, List<Row> log) {
        List<MemorySource> files = new ArrayList<>();
        int series = 1 + random.nextInt(3);
        for (int s = 0; s < series; s++) {
            int mine = s;
            List<Row> rows = log.stream()
                    .filter(row -> row.id() % series == mine)
                    .collect(Collectors.toCollection(ArrayList::new));
            int at = 0;
            while (at < rows.size()) {
                int end = Math.min(rows.size(), at + 1 + random.nextInt(15));
                files.add(file("f" + files.size(), 1 + random.nextInt(8), rows.subList(at, end)));
                boolean replay = random.nextInt(4) == 0;
                at = replay ? at + random.nextInt(end - at) : end;
            }
        }
        return files;
    }
}
