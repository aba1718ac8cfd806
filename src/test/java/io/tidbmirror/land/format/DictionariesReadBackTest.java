package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values are copied in steps that go on behind them: a dictionary is written however full its array is. */
class DictionariesReadBackTest {
    private static final TableSchema SCHEMA = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.TEXT));

    /** A dictionary begins with so many bytes. */
    private static final int ARRAY_BYTES = 512;

    @TempDir
    Path folder;

    @Test
    void textsOfManyLengths() throws IOException {
        ParquetFormat format = new ParquetFormat(Compression.NONE);
        for (int width : new int[] {2, 3, 5, 7, 9, 10, 13, 16, 17, 24, 31, 33, 40, 64, 90, 96}) {
            List<String> distinct = IntStream.range(0, ARRAY_BYTES / width - 1)
                    .mapToObj(i -> Integer.toString(i, 36) + "x".repeat(width))
                    .map(text -> text.substring(0, width))
                    .toList();
            List<Object[]> rows = IntStream.range(0, 8 * distinct.size())
                    .mapToObj(i -> new Object[] {(long) i, distinct.get(i % distinct.size())})
                    .toList();
            Path path = folder.resolve(width + ".parquet");
            try (OutputStream out = Files.newOutputStream(path);
                    LandingFile file = format.begin(SCHEMA, out)) {
                file.write(Rows.block(SCHEMA, rows));
                file.finish(Map.of());
            }

            assertThat(ParquetJava.columns(path).get(1))
                    .isEqualTo(rows.stream()
                            .map(row -> (Object) Binary.fromString((String) row[1]))
                            .toList());
        }
    }
}
