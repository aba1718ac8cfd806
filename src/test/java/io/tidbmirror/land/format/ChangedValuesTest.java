package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row group takes over what the one before showed of its columns, until their values are of another kind. */
class ChangedValuesTest {
    private static final TableSchema SCHEMA = Tables.of(column("id", ValueKind.INT64), column("v", ValueKind.TEXT));

    private static final int GROUP_BYTES = 64 << 10;
    private static final int TEXT_BYTES = 120;

    private final Random random = new Random(3);
    private final List<Object[]> rows = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void aDictionaryIsTriedAgainWhenItDidNotPay() throws IOException {
        addNoise(20_000);
        addFewValues(150_000);
        List<Boolean> dictionaries = chunks().stream()
                .map(chunk -> chunk.getEncodingStats().hasDictionaryEncodedPages())
                .toList();

        assertThat(dictionaries.get(0)).isFalse();
        assertThat(dictionaries).endsWith(true, true);
    }

    @Test
    void aColumnThatBeganToShrinkIsCompressedAndOneThatStoppedIsNot() throws IOException {
        addNoise(20_000);
        addLikeTexts(200_000);
        addNoise(20_000);
        List<CompressionCodecName> codecs =
                chunks().stream().map(ColumnChunkMetaData::getCodec).toList();

        assertThat(codecs.get(0)).isEqualTo(CompressionCodecName.UNCOMPRESSED);
        assertThat(codecs).contains(CompressionCodecName.SNAPPY);
        assertThat(codecs).endsWith(CompressionCodecName.UNCOMPRESSED);
    }

    private void addNoise(int count) {
        for (int i = 0; i < count; i++) {
            byte[] noise = new byte[TEXT_BYTES];
            random.nextBytes(noise);
            rows.add(new Object[] {(long) rows.size(), noise});
        }
    }

    private void addFewValues(int count) {
        for (int i = 0; i < count; i++) {
            rows.add(new Object[] {(long) rows.size(), "value " + random.nextInt(50)});
        }
    }

    /** All different, and of the same words. */
    private void addLikeTexts(int count) {
        for (int i = 0; i < count; i++) {
            rows.add(new Object[] {(long) rows.size(), "the same words " + random.nextInt() + " again and again"});
        }
    }

    /** Writes the rows, reads them back, and gives the chunks of the text in the file's order. */
    private List<ColumnChunkMetaData> chunks() throws IOException {
        Path path = folder.resolve("t.parquet");
        try (OutputStream out = Files.newOutputStream(path);
                LandingFile file = new ParquetFormat(Compression.SNAPPY, GROUP_BYTES).begin(SCHEMA, out)) {
            file.write(Rows.block(SCHEMA, rows));
            file.finish(Map.of());
        }
        assertThat(ParquetJava.columns(path).get(1))
                .isEqualTo(rows.stream().map(row -> binary(row[1])).toList());
        List<BlockMetaData> groups = ParquetJava.footer(path).getBlocks();
        assertThat(groups).hasSizeGreaterThan(5);
        return groups.stream().map(group -> group.getColumns().get(1)).toList();
    }

    private static Object binary(Object value) {
        return value instanceof String text ? Binary.fromString(text) : Binary.fromConstantByteArray((byte[]) value);
    }
}
