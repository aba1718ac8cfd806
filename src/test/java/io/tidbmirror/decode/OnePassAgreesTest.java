package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Rows read in one pass are the rows that the general scanner and parsers read, and all refuse the same files. So are rows
 * that are copied, and a delimited file has the same bytes whether cells were copied or written from their values.
 */
class OnePassAgreesTest {
    private static final int FILES = 300;
    private static final int ROWS = 4;
    private static final int MANY_ROWS = 700;

    @Test
    void onDrawnFiles() throws IOException {
        for (int seed = 0; seed < FILES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DrawnTable drawn = DrawnTable.drawn(random);
            List<List<String>> rows = drawn.rows(random, ROWS);
            assertThat(new WaysOfReading(drawn).agree(rows, random.nextInt(500, 4_000), random))
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    /** Blocks grow while they are filled. */
    @Test
    void onManyRowsInOneChunk() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 4; i++) {
            DrawnTable drawn = DrawnTable.drawn(random);
            assertThat(new WaysOfReading(drawn).agree(drawn.rows(random, MANY_ROWS), Chunk.BYTES, random))
                    .isTrue();
        }
    }

    @Test
    void onRowsOfWhichMostAreCopiedWhereTheyCanBe() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        int copied = 0;
        for (int i = 0; i < 40; i++) {
            DrawnTable drawn = DrawnTable.drawn(random);
            copied += new WaysOfReading(drawn).copiedRows(drawn.bytes(drawn.rows(random, 1)));
        }
        assertThat(copied).isBetween(5, 20);
    }

    /** One odd value a file, so that no other one is refused in its place. */
    @Test
    void onEveryOddValueInEveryColumn() throws IOException {
        int refused = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2 * DrawnCells.ODD.length; i++) {
            for (int column = 0; column < DrawnTable.COLUMNS; column++) {
                DrawnTable drawn = DrawnTable.drawn(random);
                List<List<String>> rows = drawn.rows(random, ROWS);
                rows.get(1).set(0, i % 2 == 0 ? "\"D\"" : "\"U\"");
                rows.get(1).set(column + rows.get(1).size() - DrawnTable.COLUMNS, DrawnCells.ODD[i / 2]);
                refused += new WaysOfReading(drawn).agree(rows, random.nextInt(500, 4_000), random) ? 0 : 1;
            }
        }
        assertThat(refused)
                .isBetween(DrawnCells.ODD.length * DrawnTable.COLUMNS, 2 * DrawnCells.ODD.length * DrawnTable.COLUMNS);
    }

    /** Many rows, since most have a cell that is not read in one pass anyway. */
    @Test
    void onCommitTimestampsThatEndOtherwise() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            DrawnTable drawn = DrawnTable.drawn(random);
            List<List<String>> rows = drawn.rows(random, 1);
            List<String> row = rows.get(0);
            if (drawn.options().includeCommitTs()) {
                row.set(3, row.get(3) + ";" + row.remove(4));
                refused += new WaysOfReading(drawn).agree(rows, random.nextInt(500, 4_000), random) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }
}
