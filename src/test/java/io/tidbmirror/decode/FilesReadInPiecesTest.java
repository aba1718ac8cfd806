package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.delimited.DelimitedFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pieces of a large file that several threads read are the rows that one thread reads in turn, in the same order. */
class FilesReadInPiecesTest {
    private static final long TSO = 470612650486661120L;
    private static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");
    private static final TableSchema SCHEMA = Tables.table(
            "s.t", TSO, ZeroDate.NULL, "id int key; v varchar(200); d decimal(10,2); at datetime(3); t time; f double");

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void drawnFilesGiveTheSameRowsOffsetsAndErrors() throws Exception {
        int whole = 0;
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = file(random);
            CommitRange range = random.nextInt(3) == 0
                    ? new CommitRange(TSO + random.nextInt(60), TSO + random.nextInt(60, 200))
                    : CommitRange.ALL;
            List<String> expected = read(source(file, Chunk.BYTES), range, 0);
            RowForm texts = seed % 2 == 0 ? null : new DelimitedFormat().rowForm();
            List<String> actual = read(source(file, random.nextInt(200, 1_500), texts), range, 0);
            assertThat(last(actual)).as("seed " + seed).isEqualTo(last(expected));
            if (!isRefused(expected)) {
                assertThat(actual).as("seed " + seed).isEqualTo(expected);
                whole++;
            }
        }
        assertThat(whole).isBetween(40, 120);
    }

    @Test
    void readingGoesOnWhereverABlockBegan() throws Exception {
        byte[] file = rows(200, "\n\"\"é");
        RowSource divided = source(file, 900);
        List<Long> offsets = new ArrayList<>();
        try (ChangeCursor cursor = divided.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            do {
                offsets.add(cursor.offset());
            } while (cursor.next() != null);
        }
        assertThat(offsets).hasSizeGreaterThan(10);
        for (long offset : offsets) {
            assertThat(read(divided, CommitRange.ALL, offset))
                    .isEqualTo(read(source(file, Chunk.BYTES), CommitRange.ALL, offset));
        }
    }

    @Test
    void noMorePiecesAreReadAheadThanMemoryAllows() throws Exception {
        byte[] file = rows(500, "plain");
        try (ChangeCursor cursor = source(file, 1_000).open(CommitRange.ALL, RowChoice.ALL, 0)) {
            assertThat(cursor.readAhead()).as("nothing is fetched yet").isFalse();
            assertThat(cursor.next()).isNotNull();
            for (int i = 0; i < 5; i++) {
                int ahead = 0;
                while (cursor.readAhead()) {
                    ahead++;
                }
                assertThat(ahead).isBetween(i == 0 ? 2 : 0, 4);
                long offset = cursor.offset();
                assertThat(cursor.next()).isNotNull();
                assertThat(cursor.offset()).isGreaterThan(offset);
            }
        }
    }

    @Test
    void textWithTheBeginningOfARowInsideIsNotCutThere() throws Exception {
        byte[] file = rows(300, "x\n\"\"I\"\",\"\"t\"\",\"\"s\"\",470612650486661121");

        List<String> rows = read(source(file, 1_000), CommitRange.ALL, 0);

        assertThat(rows).hasSize(301).isEqualTo(read(source(file, Chunk.BYTES), CommitRange.ALL, 0));
    }

    @Test
    void quotesThatAreNotDoubledAreRefusedWhereTheyAreThoughARowSeemsToBeginThere() throws Exception {
        byte[] file = (row(TSO + 1, 1, "a", "1.5").repeat(20)
                        + row(TSO + 1, 2, "x\n\"I\",\"t\",\"s\",470612650486661121,1", "1.5")
                                .repeat(300))
                .getBytes(UTF_8);
        for (int chunk = 1_000; chunk < 1_100; chunk += 7) {
            assertThat(last(read(source(file, chunk), CommitRange.ALL, 0)))
                    .isEqualTo(last(read(source(file, Chunk.BYTES), CommitRange.ALL, 0)))
                    .contains("line 21, ");
        }
    }

    @Test
    void commitTsThatGoesBackBetweenTwoPiecesIsNoticed() throws Exception {
        byte[] first = rows(100, "a");
        byte[] file = new byte[2 * first.length];
        System.arraycopy(first, 0, file, 0, first.length);
        System.arraycopy(first, 0, file, first.length, first.length);
        // Each piece ends where the text is repeated or somewhere else: all places are tried.
        for (int chunk = 1_000; chunk < 1_060; chunk++) {
            RowSource divided = source(file, chunk);
            assertThatThrownBy(() -> Printed.rows(divided))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("line 101, offset " + first.length);
        }
    }

    @Test
    void aStoreThatFailsAheadFailsWhenItsRowsAreAskedFor() throws Exception {
        byte[] file = rows(500, "plain");
        int broken = file.length / 2;
        RowSource divided = source(new BrokenBytes(file, broken), 1_000);
        List<String> rows = new ArrayList<>();

        try (ChangeCursor cursor = divided.open(CommitRange.ALL, RowChoice.ALL, 0);
                Ahead ahead = new Ahead(cursor)) {
            assertThatThrownBy(() -> collect(cursor, rows)).hasMessage("the disk is gone");
            assertThat(cursor.offset()).isBetween(broken - 2_000L, (long) broken);
        }
        assertThat(rows).isEqualTo(Printed.rows(source(file, Chunk.BYTES)).subList(0, rows.size()));
    }

    @Test
    void aCursorIsClosedWhileAnotherThreadReadsAhead() throws Exception {
        byte[] file = rows(2_000, "plain");
        for (int i = 0; i < 50; i++) {
            ChangeCursor cursor = source(file, 1_000).open(CommitRange.ALL, RowChoice.ALL, 0);
            try (Ahead ahead = new Ahead(cursor)) {
                cursor.next();
                cursor.close();
                assertThat(cursor.readAhead()).isFalse();
            }
        }
    }

    /** Another thread that reads ahead all the time. */
    private final class Ahead implements AutoCloseable {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Future<?> thread;

        Ahead(ChangeCursor cursor) {
            thread = pool.submit(() -> {
                while (!ended.get()) {
                    if (!cursor.readAhead()) {
                        Thread.onSpinWait();
                    }
                }
            });
        }

        @Override
        public void close() throws Exception {
            ended.set(true);
            thread.get();
        }
    }

    /** The rows, then where they end, or what is wrong. */
    private List<String> read(RowSource source, CommitRange range, long offset) throws Exception {
        List<String> rows = new ArrayList<>();
        try (ChangeCursor cursor = source.open(range, RowChoice.ALL, offset);
                Ahead ahead = new Ahead(cursor)) {
            collect(cursor, rows);
            rows.add("ends at " + cursor.offset() + (cursor.exhausted() ? ", the end of the file" : ""));
        } catch (PoisonException e) {
            rows.add(String.valueOf(e.getMessage()));
        }
        return rows;
    }

    private static String last(List<String> rows) {
        return rows.get(rows.size() - 1);
    }

    private static boolean isRefused(List<String> rows) {
        return !last(rows).startsWith("ends at");
    }

    private static void collect(ChangeCursor cursor, List<String> rows) throws IOException {
        for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
            for (int i = 0; i < block.rows(); i++) {
                rows.add(Printed.row(block, i));
            }
        }
    }

    private static RowSource source(byte[] file, int chunkBytes) {
        return source(new MemoryBytes("CDC1.csv", file), chunkBytes);
    }

    private static RowSource source(byte[] file, int chunkBytes, @Nullable RowForm texts) {
        return (RowSource) new CsvDecoder(OPTIONS, TimeRules.utc(ZeroDate.NULL), chunkBytes, texts)
                .decode(new MemoryBytes("CDC1.csv", file), SCHEMA);
    }

    private static RowSource source(ByteSource file, int chunkBytes) {
        return (RowSource) new CsvDecoder(OPTIONS, ZeroDate.NULL, chunkBytes).decode(file, SCHEMA);
    }

    private static byte[] rows(int count, String text) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(row(TSO + 1 + i / 3, i, text, "1.5"));
        }
        return rows.toString().getBytes(UTF_8);
    }

    private static String row(long ts, int id, String text, String number) {
        return "\"I\",\"t\",\"s\"," + ts + ',' + id + ",\"" + text
                + "\",\"12.50\",\"2026-11-27 04:00:00.123\",\"10:11:12\"," + number + '\n';
    }

    /** Many have one row of unusual form, one that is bad, a commit-ts that goes back, or an end within a row. */
    private static byte[] file(SplittableRandom random) {
        StringBuilder rows = new StringBuilder();
        int fault = random.nextInt(7);
        int at = random.nextInt(200);
        String number = List.of("1e5", "1.5x", "\"1.5\"", "0.25", "0.25", "0.25", "0.25")
                .get(fault);
        for (int i = 0; i < 200; i++) {
            long ts = TSO + i / 2 - (fault == 3 && i == at ? 2 : 0);
            rows.append(row(ts, i, text(random) + (fault == 4 && i == at ? "\"" : ""), i == at ? number : "0.25"));
        }
        int end = fault == 5 ? random.nextInt(rows.length()) : rows.length();
        return rows.substring(0, end).getBytes(UTF_8);
    }

    private static String text(SplittableRandom random) {
        List<String> parts = List.of("\n", "\"\"", "a", "é", ",", "\n\"\"U\"\",\"\"t\"\",\"\"s\"\",47");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    /** A file whose bytes cannot be read from some place on. */
    private record BrokenBytes(byte[] bytes, int broken) implements ByteSource {
        @Override
        public String name() {
            return "CDC1.csv";
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset) {
            int from = (int) Math.min(offset, broken);
            return new SequenceInputStream(new ByteArrayInputStream(bytes, from, broken - from), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk is gone");
                }
            });
        }
    }
}
