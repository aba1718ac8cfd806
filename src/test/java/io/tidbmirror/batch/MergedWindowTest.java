package io.tidbmirror.batch;

import static io.tidbmirror.change.Operation.DELETE;
import static io.tidbmirror.change.Operation.INSERT;
import static io.tidbmirror.change.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.MemorySource.Row;
import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedWindowTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

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
        Window window = window(1, 6, NO_LIMIT, NO_LIMIT, file("a", 10, rows), file("b", 10, rows.subList(0, 1)));
        landed(window);

        assertThat(window.resume()).containsEntry("a", 2L).containsEntry("b", -1L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatCannotBeReadLeavesNoneOpen(boolean opens) {
        AtomicInteger open = new AtomicInteger();
        ChangeSource good = new Counted(file("a", 2, List.of(row(1, INSERT, 1))), open, true, true);
        ChangeSource broken = new Counted(file("b", 2, List.of(row(2, INSERT, 2))), open, opens, false);

        assertThatThrownBy(() -> window(1, 9, NO_LIMIT, NO_LIMIT, good, broken).open())
                .hasMessage("broken");
        assertThat(open).hasValue(0);
    }

    @Test
    void ofManyFilesThatWaitFewAreOpen() throws IOException {
        AtomicInteger open = new AtomicInteger();
        List<Row> expected = new ArrayList<>();
        ChangeSource[] files = new ChangeSource[50];
        for (int i = 0; i < files.length; i++) {
            expected.add(row(i + 1, INSERT, i));
            files[i] = new Counted(file("f" + i, 2, List.of(expected.get(i))), open, true, true);
        }

        try (WindowReader reader = window(1, 99, NO_LIMIT, NO_LIMIT, files).open()) {
            assertThat(open).hasValueLessThan(20);
            assertThat(reader.nextFile()).isTrue();
            assertThat(readFile(reader)).isEqualTo(expected);
        }
        assertThat(open).hasValue(0);
    }

    /** Counts the cursors that are open. */
    private record Counted(MemorySource rows, AtomicInteger count, boolean opens, boolean reads)
            implements ChangeSource {
        @Override
        public String name() {
            return rows.name();
        }

        @Override
        public TableSchema schema() {
            return rows.schema();
        }

        @Override
        public ChangeCursor open(CommitRange range, RowChoice choice, long offset) throws IOException {
            if (!opens) {
                throw new IOException("broken");
            }
            count.incrementAndGet();
            ChangeCursor cursor = rows.open(range, choice, offset);
            return new ChangeCursor() {
                @Override
                public ChangeBlock next() throws IOException {
                    if (!reads) {
                        throw new IOException("broken");
                    }
                    return cursor.next();
                }

                @Override
                public long offset() {
                    return cursor.offset();
                }

                @Override
                public boolean exhausted() {
                    return cursor.exhausted();
                }

                @Override
                public void close() {
                    count.decrementAndGet();
                }
            };
        }
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

    private static Row row(long commitTs, Operation operation, long id) {
        return new Row(commitTs, operation, id, "v" + id + "@" + commitTs);
    }

    private static MemorySource file(String name, int blockRows, List<Row> rows) {
        return new MemorySource(name, List.copyOf(rows), blockRows);
    }

    private static Window window(long from, long to, long maxRows, long holdLimit, ChangeSource... files) {
        List<Run> runs = new ArrayList<>();
        for (ChangeSource file : files) {
            runs.add(new Run(new MarkedSource(file), "", file.name(), 0, 0));
        }
        WindowPlan plan = new WindowPlan(MemorySource.TABLE, Covered.below(from), Covered.below(to), files.length);
        BatchLimits limits = new BatchLimits(maxRows, Long.MAX_VALUE, Duration.ZERO);
        return new MergedWindow(MemorySource.SCHEMA, plan, runs, limits, holdLimit);
    }

    private static List<List<Row>> landed(Window window) throws IOException {
        List<List<Row>> files = new ArrayList<>();
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                try {
                    files.add(readFile(reader));
                } catch (RestartFileException again) {
                    assertThat(again).hasMessageContaining("delete behind an upsert");
                }
            }
        }
        return files;
    }

    /** Takes the rows away, as who writes them beside the reading does. */
    private static List<Row> readFile(WindowReader reader) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (MarkedBlock slice = reader.next(); slice != null; slice = reader.next()) {
            ChangeBlock block = new ChangeBlock(slice.block().schema());
            byte[] markers = Arrays.copyOfRange(slice.markers(), slice.from(), slice.to());
            block.take(slice.block(), slice.from(), slice.to());
            MarkedBlock taken = new MarkedBlock(block, markers, 0, block.rows());
            for (int i = 0; i < block.rows(); i++) {
                rows.add(read(taken, i));
            }
        }
        return rows;
    }

    private static Row read(MarkedBlock slice, int i) {
        byte operation = slice.block().operations()[i];
        assertThat(slice.markers()[i]).isEqualTo(operation == DELETE.code() ? Marker.DELETE : Marker.UPSERT);
        BytesVector values = (BytesVector) slice.block().column(1);
        return new Row(
                slice.block().commitTs()[i],
                Operation.values()[operation],
                ((LongVector) slice.block().column(0)).values()[i],
                new String(values.data(), values.offsets()[i], values.length(i), StandardCharsets.UTF_8));
    }
}
