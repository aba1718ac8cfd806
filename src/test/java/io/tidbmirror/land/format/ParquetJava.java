package io.tidbmirror.land.format;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.xerial.snappy.Snappy;

/** parquet-java's reader without Hadoop, as a second reader of landing files; it checks the page checksums. */
public final class ParquetJava {
    private ParquetJava() {}

    public static ParquetMetadata footer(Path path) throws IOException {
        try (ParquetFileReader reader = open(path)) {
            return reader.getFooter();
        }
    }

    /** The values of each column: Integer, Long, Float, Double, Binary or null. */
    public static List<List<Object>> columns(Path path) throws IOException {
        try (ParquetFileReader reader = open(path)) {
            List<ColumnDescriptor> columns =
                    reader.getFileMetaData().getSchema().getColumns();
            List<List<Object>> values = new ArrayList<>();
            columns.forEach(column -> values.add(new ArrayList<>()));
            PageReadStore group = reader.readNextRowGroup();
            while (group != null) {
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        group,
                        new Root(),
                        reader.getFileMetaData().getSchema(),
                        reader.getFileMetaData().getCreatedBy());
                for (int i = 0; i < columns.size(); i++) {
                    read(store.getColumnReader(columns.get(i)), columns.get(i), group.getRowCount(), values.get(i));
                }
                group = reader.readNextRowGroup();
            }
            return values;
        }
    }

    static ParquetFileReader open(Path path) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .usePageChecksumVerification()
                .build();
        return ParquetFileReader.open(new LocalInputFile(path), options);
    }

    private static void read(ColumnReader reader, ColumnDescriptor column, long rows, List<Object> values) {
        for (long row = 0; row < rows; row++) {
            values.add(
                    reader.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel() ? null : value(reader, column));
            reader.consume();
        }
    }

    private static Object value(ColumnReader reader, ColumnDescriptor column) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> reader.getInteger();
            case INT64 -> reader.getLong();
            case FLOAT -> reader.getFloat();
            case DOUBLE -> reader.getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY -> reader.getBinary().copy();
            case BOOLEAN, INT96 -> throw new IllegalStateException("unexpected type of " + column);
        };
    }

    private static final class Root extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }

    private static final class Codecs implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new IllegalStateException("a reader does not compress");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return new Decompressor(codec);
        }

        @Override
        public void release() {}
    }

    private record Decompressor(CompressionCodecName codec) implements CompressionCodecFactory.BytesInputDecompressor {
        @Override
        @SuppressWarnings("deprecation")
        public BytesInput decompress(BytesInput bytes, int length) throws IOException {
            if (codec == CompressionCodecName.UNCOMPRESSED) {
                return bytes;
            }
            byte[] page = new byte[length];
            byte[] stored = bytes.toByteArray();
            int written = codec == CompressionCodecName.SNAPPY
                    ? Snappy.uncompress(stored, 0, stored.length, page, 0)
                    : (int) Zstd.decompressByteArray(page, 0, length, stored, 0, stored.length);
            if (written != length) {
                throw new IOException("page of " + written + " bytes instead of " + length);
            }
            return BytesInput.from(page);
        }

        @Override
        @SuppressWarnings("deprecation")
        public void decompress(ByteBuffer input, int size, ByteBuffer output, int length) throws IOException {
            byte[] stored = new byte[size];
            input.get(stored);
            output.put(decompress(BytesInput.from(stored), length).toByteArray());
        }

        @Override
        public void release() {}
    }
}
