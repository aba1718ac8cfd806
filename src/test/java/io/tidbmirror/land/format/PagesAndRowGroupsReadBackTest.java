package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.mark.MarkedBlock;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesAndRowGroupsReadBackTest {
    private static final int ROWS = 90_000;
    private static final long ONE_GROUP = Long.MAX_VALUE;

    private static final MarkedBlock ALL = all();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void oneRowGroupOfManyPages(Compression compression) throws Exception {
        Path path = write(new ParquetFormat(compression, ONE_GROUP), 50_000);
        assertRows(path);
        assertThat(rowGroups(path)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void manyRowGroups(Compression compression) throws Exception {
        Path path = write(new ParquetFormat(compression, 1 << 20), 10_000);
        assertRows(path);
        assertThat(rowGroups(path)).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 999, 4095, 4096, 20_000, ROWS})
    void slicesOfAnySize(int rows) throws Exception {
        assertRows(write(new ParquetFormat(Compression.SNAPPY), rows));
    }

    @Test
    void smallAndLargeSlicesMixed() throws Exception {
        assertRows(write(new ParquetFormat(Compression.SNAPPY, 4 << 20), 3, 5000, 1, 30_000, 100, 4096));
    }

    @Test
    void aFileOfAFormatThatWroteOthersBefore() throws Exception {
        ParquetFormat format = new ParquetFormat(Compression.ZSTD, 1 << 20);
        byte[] first = Files.readAllBytes(write(format, 10_000));
        assertThat(Files.readAllBytes(write(format, 10_000))).isEqualTo(first);
    }

    @Test
    void aFileDoesNotTellOfOneThatWasGivenUpBefore() throws Exception {
        byte[] alone = Files.readAllBytes(write(new ParquetFormat(Compression.SNAPPY, 1 << 20), 10_000));
        ParquetFormat format = new ParquetFormat(Compression.SNAPPY, 1 << 20);
        try (LandingFile givenUp = format.begin(FormulaTable.SCHEMA, OutputStream.nullOutputStream())) {
            givenUp.write(new MarkedBlock(ALL.block(), ALL.markers(), ROWS / 2, ROWS - 1));
        }

        assertThat(Files.readAllBytes(write(format, 10_000))).isEqualTo(alone);
    }

    @Test
    void chunksThatDoNotShrinkAreStoredAsTheyAre() throws Exception {
        Path path = write(new ParquetFormat(Compression.SNAPPY, ONE_GROUP), 50_000);
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query("SELECT path_in_schema, compression FROM parquet_metadata(" + DuckDb.file(path)
                            + ") WHERE path_in_schema IN ('noise', 'runs') ORDER BY 1"))
                    .containsExactly(List.of("noise", "UNCOMPRESSED"), List.of("runs", "SNAPPY"));
        }
    }

    @Test
    void dictionariesAreUsedWhereTheyPay() throws Exception {
        Path path = write(new ParquetFormat(Compression.SNAPPY, ONE_GROUP), 50_000);
        Map<String, String> encodings = new TreeMap<>();
        for (ColumnChunkMetaData chunk :
                ParquetJava.footer(path).getBlocks().get(0).getColumns()) {
            encodings.put(chunk.getPath().toDotString(), encodings(chunk.getEncodingStats()));
        }
        assertThat(encodings)
                .containsEntry("id", "plain")
                .containsEntry("noise", "plain")
                .containsEntry("nothing", "plain")
                .containsEntry("label", "dictionary")
                .containsEntry("few wide", "dictionary")
                .containsEntry("constant", "dictionary")
                .containsEntry("eighth", "dictionary")
                .containsEntry("growing", "dictionary, then plain");
    }

    private static String encodings(EncodingStats stats) {
        if (!stats.hasDictionaryEncodedPages()) {
            return "plain";
        }
        return stats.hasNonDictionaryEncodedPages() ? "dictionary, then plain" : "dictionary";
    }

    @Test
    void parquetJavaReadsTheSameValues() throws Exception {
        Path path = write(new ParquetFormat(Compression.ZSTD, 2 << 20), 9000);
        List<List<Object>> columns = ParquetJava.columns(path);
        for (int i = 0; i < ROWS; i++) {
            Object[] row = FormulaTable.row(i);
            for (int column = 0; column < row.length; column++) {
                Object read = columns.get(column).get(i);
                assertThat(
                                row[column] instanceof BigInteger
                                        ? new BigInteger(((Binary) read).getBytes())
                                        : normal(read))
                        .isEqualTo(normal(row[column]));
            }
            assertThat(columns.get(row.length).get(i)).isEqualTo(i % 3 == 2 ? 2 : 4);
        }
    }

    /** Makes values of the reader and of {@link FormulaTable} comparable. */
    private static Object normal(Object value) {
        if (value instanceof Integer || value instanceof Float) {
            return ((Number) value).doubleValue();
        } else if (value instanceof Long number && Math.abs(number) < 1 << 24) {
            return number.doubleValue();
        } else if (value instanceof String text) {
            return Binary.fromString(text);
        } else if (value instanceof byte[] bytes) {
            return Binary.fromConstantByteArray(bytes);
        }
        return value;
    }

    private Path write(ParquetFormat format, int... sliceRows) throws Exception {
        Path path = folder.resolve("t.parquet");
        try (OutputStream out = Files.newOutputStream(path);
                LandingFile file = format.begin(FormulaTable.SCHEMA, out)) {
            MarkedBlock all = ALL;
            int from = 0;
            for (int i = 0; from < ROWS; i++) {
                int to = Math.min(ROWS, from + sliceRows[i % sliceRows.length]);
                file.write(new MarkedBlock(all.block(), all.markers(), from, to));
                from = to;
            }
            file.finish(Map.of());
        }
        return path;
    }

    private static MarkedBlock all() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(FormulaTable.row(i));
        }
        return Rows.block(FormulaTable.SCHEMA, rows);
    }

    private static void assertRows(Path path) throws Exception {
        String expected = FormulaTable.sql(ROWS);
        String landed = "SELECT * FROM read_parquet(" + DuckDb.file(path) + ")";
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query("DESCRIBE " + landed).stream().map(column -> column.subList(0, 2)))
                    .isEqualTo(duckDb.query("DESCRIBE " + expected).stream()
                            .map(column -> column.subList(0, 2))
                            .toList());
            assertThat(duckDb.query("SELECT count(*) FROM (" + landed + ")")).containsExactly(List.of("" + ROWS));
            assertThat(duckDb.query("(" + landed + ") EXCEPT ALL (" + expected + ") LIMIT 3"))
                    .isEmpty();
            assertThat(duckDb.query("(" + expected + ") EXCEPT ALL (" + landed + ") LIMIT 3"))
                    .isEmpty();
            assertThat(duckDb.query("SELECT count(*) FROM (SELECT id, row_number() OVER () - 1 AS n FROM (" + landed
                            + ")) WHERE id <> n"))
                    .containsExactly(List.of("0"));
        }
    }

    private static int rowGroups(Path path) throws Exception {
        try (DuckDb duckDb = new DuckDb()) {
            return Integer.parseInt(
                    duckDb.query("SELECT num_row_groups FROM parquet_file_metadata(" + DuckDb.file(path) + ")")
                            .get(0)
                            .get(0));
        }
    }
}
