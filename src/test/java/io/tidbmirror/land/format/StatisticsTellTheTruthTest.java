package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTellTheTruthTest {
    @TempDir
    Path folder;

    /** Rows in slices, each of which becomes at least one page if it is large. */
    private Path write(TableSchema schema, List<List<Object[]>> slices) throws Exception {
        Path path = folder.resolve("t.parquet");
        try (OutputStream out = Files.newOutputStream(path);
                LandingFile file = new ParquetFormat(Compression.SNAPPY, 1 << 20).begin(schema, out)) {
            for (List<Object[]> slice : slices) {
                file.write(Rows.block(schema, slice));
            }
            file.finish(Map.of());
        }
        return path;
    }

    @Test
    void boundsAndNullsOfEveryRowGroupAreThoseOfItsValues() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            rows.add(FormulaTable.row(i));
        }
        Path path = write(FormulaTable.SCHEMA, List.of(rows));
        String file = DuckDb.file(path);
        try (DuckDb duckDb = new DuckDb()) {
            for (String name : List.of(
                    "id",
                    "alternating",
                    "label",
                    "runs",
                    "growing",
                    "half",
                    "eighth",
                    "wide",
                    "few wide",
                    "day",
                    "moment")) {
                String told =
                        "SELECT row_group_id, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata("
                                + file + ") WHERE path_in_schema = '" + name + "' ORDER BY row_group_id";
                assertThat(duckDb.query(told)).as(name).isEqualTo(duckDb.query(recomputed(name, file)));
            }
        }
    }

    /** Row groups as intervals of file_row_number. */
    private static String recomputed(String name, String file) {
        String value = "\"" + name + "\"";
        return "WITH groups AS (SELECT DISTINCT row_group_id, row_group_num_rows AS n FROM parquet_metadata(" + file
                + ")), bounds AS (SELECT row_group_id, sum(n) OVER (ORDER BY row_group_id) - n AS first, "
                + "sum(n) OVER (ORDER BY row_group_id) AS behind FROM groups) "
                + "SELECT row_group_id, min(" + value + ")::VARCHAR, max(" + value + ")::VARCHAR, count(*) - count("
                + value + ") FROM read_parquet(" + file + ", file_row_number = true) JOIN bounds "
                + "ON file_row_number >= first AND file_row_number < behind GROUP BY ALL ORDER BY row_group_id";
    }

    @Test
    void nanLeavesNoBoundsInTheWholeChunk() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.DOUBLE));
        Statistics<?> statistics = statistics(schema, doubles(1.0), doubles(Double.NaN), doubles(-1.0));
        assertThat(statistics.hasNonNullValue()).isFalse();
        assertThat(statistics.getNumNulls()).isEqualTo(3);
    }

    @Test
    void zerosOfBothSignsAreWithinTheBounds() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.DOUBLE));
        Statistics<?> statistics = statistics(schema, doubles(0.0), doubles(-0.0));
        assertThat(Double.doubleToRawLongBits((Double) statistics.genericGetMin()))
                .isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Double.doubleToRawLongBits((Double) statistics.genericGetMax()))
                .isZero();
    }

    private static List<Object[]> doubles(double last) {
        return slice(last, last);
    }

    @Test
    void longTextsLeaveNoBoundsInTheWholeChunk() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.TEXT));
        for (String other : List.of("a", "c")) {
            Statistics<?> statistics =
                    statistics(schema, slice("b", "b"), slice(other, "b".repeat(257)), slice("b", "b"));
            assertThat(statistics.hasNonNullValue()).as(other).isFalse();
            assertThat(statistics.getNumNulls()).isEqualTo(3);
        }
    }

    @Test
    void textIsOrderedByUnsignedBytes() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.TEXT));
        Statistics<?> statistics = statistics(schema, slice("z", "é"), slice("abcdefgh", "abcdefg"), slice("日本", "zz"));
        assertThat(new String(statistics.getMinBytes(), "UTF-8")).isEqualTo("abcdefg");
        assertThat(new String(statistics.getMaxBytes(), "UTF-8")).isEqualTo("日本");
    }

    @Test
    void pagesOfNullsOnlyTakeNoBoundsAway() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueType.decimal(38, 0)));
        Statistics<?> statistics = statistics(
                schema, slice(null, null), slice(BigInteger.TEN.negate(), BigInteger.TWO), slice(null, null));
        assertThat(new BigInteger(statistics.getMinBytes())).isEqualTo(-10);
        assertThat(new BigInteger(statistics.getMaxBytes())).isEqualTo(2);
        assertThat(statistics.getNumNulls()).isEqualTo(2 * 5000 + 1);
    }

    /** BIGINT UNSIGNED among them. */
    @Test
    void halvesOfDecimalsAreComparedWithoutSign() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueType.decimal(20, 0)));
        BigInteger greatest = new BigInteger("18446744073709551615");
        Statistics<?> statistics =
                statistics(schema, slice(BigInteger.ONE, greatest), slice(BigInteger.TWO, BigInteger.TEN));
        assertThat(new BigInteger(statistics.getMinBytes())).isEqualTo(1);
        assertThat(new BigInteger(statistics.getMaxBytes())).isEqualTo(greatest);
    }

    @Test
    void aPageWithADictionaryHasTheBoundsOfItsOwnValues() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.TEXT));
        Path path = write(schema, List.of(slice("a", "z"), slice("n", "m"), slice("b", "y")));
        try (ParquetFileReader reader = ParquetJava.open(path)) {
            ColumnChunkMetaData chunk =
                    reader.getFooter().getBlocks().get(0).getColumns().get(1);
            assertThat(chunk.hasDictionaryPage()).isTrue();
            assertThat(reader.readColumnIndex(chunk).getMinValues())
                    .extracting(value -> (char) value.get(value.position()))
                    .containsExactly('a', 'm', 'b');
            assertThat(reader.readColumnIndex(chunk).getMaxValues())
                    .extracting(value -> (char) value.get(value.position()))
                    .containsExactly('z', 'n', 'y');
        }
    }

    @Test
    void theColumnIndexTellsTheBoundsOfEachPage() throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.INT32));
        Path path = write(schema, List.of(slice(3L, 1L), slice(null, null), slice(9L, 7L)));
        try (ParquetFileReader reader = ParquetJava.open(path)) {
            ColumnChunkMetaData chunk =
                    reader.getFooter().getBlocks().get(0).getColumns().get(1);
            assertThat(reader.readColumnIndex(chunk).getNullPages()).containsExactly(false, true, false);
            assertThat(reader.readColumnIndex(chunk).getNullCounts()).containsExactly(1L, 5000L, 1L);
            assertThat(reader.readColumnIndex(chunk).getMinValues().stream()
                            .map(value -> value.remaining() == 0
                                    ? null
                                    : value.order(ByteOrder.LITTLE_ENDIAN).getInt(value.position())))
                    .containsExactly(1, null, 7);
            assertThat(reader.readOffsetIndex(chunk).getFirstRowIndex(2)).isEqualTo(10_000);
        }
    }

    /** 5000 rows: NULL, then one value, in the end another; without values all are NULL. */
    private static List<Object[]> slice(Object first, Object last) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            rows.add(new Object[] {(long) i, i == 0 ? null : i < 4999 ? first : last});
        }
        return rows;
    }

    @SafeVarargs
    private final Statistics<?> statistics(TableSchema schema, List<Object[]>... slices) throws Exception {
        return ParquetJava.footer(write(schema, List.of(slices)))
                .getBlocks()
                .get(0)
                .getColumns()
                .get(1)
                .getStatistics();
    }
}
