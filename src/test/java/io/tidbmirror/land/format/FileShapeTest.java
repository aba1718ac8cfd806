package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileShapeTest {
    private static final TableSchema SMALL = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.TEXT));

    @TempDir
    Path folder;

    private Path write(TableSchema schema, List<Object[]> rows, Map<String, String> provenance) throws IOException {
        Path path = folder.resolve("t.parquet");
        try (OutputStream out = Files.newOutputStream(path);
                LandingFile file = new ParquetFormat(Compression.SNAPPY).begin(schema, out)) {
            if (!rows.isEmpty()) {
                file.write(Rows.block(schema, rows));
            }
            file.finish(provenance);
        }
        return path;
    }

    @Test
    void aFileWithoutRowsHasTheSchemaAndNoRowGroup() throws Exception {
        Path path = write(SMALL, List.of(), Map.of());
        assertThat(ParquetJava.footer(path).getBlocks()).isEmpty();
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query("DESCRIBE SELECT * FROM read_parquet(" + DuckDb.file(path) + ")").stream()
                            .map(row -> row.get(0) + " " + row.get(1)))
                    .containsExactly("id BIGINT", "v VARCHAR", "__rowMarker__ INTEGER");
            assertThat(duckDb.query("SELECT count(*) FROM read_parquet(" + DuckDb.file(path) + ")"))
                    .containsExactly(List.of("0"));
        }
    }

    @Test
    void onlyKeyAndMarkerAreRequiredAndTheMarkerIsLast() throws Exception {
        TableSchema schema = new TableSchema(
                SMALL.table(),
                1,
                List.of(
                        column("a", ValueType.decimal(9, 2)),
                        column("b", ValueType.decimal(18, 2)),
                        column("c", ValueType.decimal(20, 0)),
                        column("d", ValueType.decimal(38, 10)),
                        column("e", ValueKind.DATE),
                        column("f", ValueKind.TIMESTAMP),
                        column("g", ValueKind.TEXT),
                        column("h", ValueKind.BINARY),
                        column("i", ValueKind.FLOAT),
                        column("j", ValueKind.DOUBLE),
                        column("k", ValueKind.INT32),
                        column("l", ValueKind.INT64)),
                List.of(6, 11));
        assertThat(ParquetJava.footer(write(schema, List.of(), Map.of()))
                        .getFileMetaData()
                        .getSchema()
                        .toString())
                .isEqualTo("""
                        message schema {
                          optional int32 a (DECIMAL(9,2));
                          optional int64 b (DECIMAL(18,2));
                          optional fixed_len_byte_array(9) c (DECIMAL(20,0));
                          optional fixed_len_byte_array(16) d (DECIMAL(38,10));
                          optional int32 e (DATE);
                          optional int64 f (TIMESTAMP(MICROS,true));
                          required binary g (STRING);
                          optional binary h;
                          optional float i;
                          optional double j;
                          optional int32 k;
                          required int64 l;
                          required int32 __rowMarker__;
                        }
                        """);
    }

    @Test
    void columnNamesMayHaveAnyCharacters() throws Exception {
        List<String> names = List.of("id", "x.y", "a,b", "a b", "größe 価格", "x", ";{}()\n\t=", "\"q\"", "A'");
        TableSchema schema = Tables.of(
                names.stream().map(name -> column(name, ValueKind.INT64)).toArray(io.tidbmirror.change.Column[]::new));
        Object[] row = names.stream().map(name -> (long) names.indexOf(name)).toArray();
        Path path = write(schema, List.<Object[]>of(row), Map.of());
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query("DESCRIBE SELECT * FROM read_parquet(" + DuckDb.file(path) + ")").stream()
                            .map(column -> column.get(0)))
                    .containsExactly(
                            "id", "x.y", "a,b", "a b", "größe 価格", "x", ";{}()\n\t=", "\"q\"", "A'", "__rowMarker__");
            assertThat(duckDb.query("SELECT \"x.y\", \"a,b\", \"A'\", x FROM read_parquet(" + DuckDb.file(path) + ")"))
                    .containsExactly(List.of("1", "2", "8", "5"));
        }
        assertThat(ParquetJava.columns(path).get(1)).containsExactly(1L);
    }

    @Test
    void theFooterHoldsProvenanceInOrderAndNamesTheWriter() throws Exception {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("seq", "7");
        provenance.put("from", "449433305438660591");
        provenance.put("batchId", "ü");
        ParquetMetadata footer =
                ParquetJava.footer(write(SMALL, List.<Object[]>of(new Object[] {1L, "a"}), provenance));
        assertThat(footer.getFileMetaData().getKeyValueMetaData()).containsExactlyInAnyOrderEntriesOf(provenance);
        assertThat(footer.getFileMetaData().getCreatedBy()).matches("TiDB Mirror version \\S+ \\(build .+\\)");
    }

    @Test
    void theStreamOfTheCallerStaysOpenAndUnflushed() throws Exception {
        boolean[] touched = new boolean[1];
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                touched[0] = true;
            }

            @Override
            public void close() {
                touched[0] = true;
            }
        };
        try (LandingFile file = new ParquetFormat(Compression.SNAPPY).begin(SMALL, out)) {
            file.write(Rows.block(SMALL, List.<Object[]>of(new Object[] {1L, null})));
            file.finish(Map.of());
        }
        assertThat(touched[0]).isFalse();
    }

    @Test
    void aFileGivenUpIsNotEnded() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LandingFile file = new ParquetFormat(Compression.SNAPPY).begin(SMALL, out)) {
            file.write(Rows.block(SMALL, List.<Object[]>of(new Object[] {1L, null})));
        }
        assertThat(out.size()).isZero();
    }

    @Test
    void aColumnCalledLikeTheMarkerIsRefused() {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("__RowMarker__", ValueKind.TEXT));
        assertThatThrownBy(() -> new ParquetFormat(Compression.SNAPPY).begin(schema, new ByteArrayOutputStream()))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("shop.orders")
                .hasMessageContaining("__RowMarker__");
    }

    @Test
    void aKeyThatIsNullIsRefused() throws Exception {
        try (LandingFile file = new ParquetFormat(Compression.SNAPPY).begin(SMALL, new ByteArrayOutputStream())) {
            file.write(Rows.block(SMALL, List.<Object[]>of(new Object[] {null, "a"})));
            assertThatThrownBy(() -> file.finish(Map.of()))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("shop.orders: key column id");
        }
    }
}
