package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.delimited.DelimitedFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pieces of a large file that several threads read are the rows that one thread reads in turn, in the same order. */
class FilesReadInPiecesTest extends FileOfPieces {
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

    private static RowSource source(byte[] file, int chunkBytes, @Nullable RowForm texts) {
        return (RowSource) new CsvDecoder(OPTIONS, TimeRules.utc(ZeroDate.NULL), chunkBytes, texts)
                .decode(new MemoryBytes("CDC1.csv", file), SCHEMA);
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
}
