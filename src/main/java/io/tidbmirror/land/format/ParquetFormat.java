package io.tidbmirror.land.format;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Parquet landing files. Pages are encoded here, because that is where the time goes; parquet-java's {@code
 * ParquetFileWriter} frames them and writes page indexes and footer. Needs no Hadoop class at run time.
 */
public final class ParquetFormat implements LandingFormat {
    /** Lets two files be written within a heap of 128 MiB, and leaves little to write when the last row has been read. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    private final Compression compression;
    private final long rowGroupBytes;
    private final ScratchPool scratches;
    private final PagePool pages;
    private final RowBufferPool buffers = new RowBufferPool();

    public ParquetFormat(Compression compression) {
        this(compression, ROW_GROUP_BYTES);
    }

    /** @param rowGroupBytes encoded bytes after which a row group is closed; they are held in memory until then */
    public ParquetFormat(Compression compression, long rowGroupBytes) {
        this.compression = compression;
        this.rowGroupBytes = rowGroupBytes;
        this.scratches = new ScratchPool(compression);
        this.pages = new PagePool(2 * rowGroupBytes);
    }

    @Override
    public String extension() {
        return "parquet";
    }

    @Override
    public byte[] metadata(TableSchema schema) {
        return MetadataJson.parquet(schema.keyNames());
    }

    @Override
    public String declared(ValueType type) {
        return type.text();
    }

    @Override
    public boolean takesColumnChanges() {
        return true;
    }

    @Override
    public boolean keepsProvenance() {
        return true;
    }

    @Override
    public List<String> losses(TableSchema schema) {
        return List.of();
    }

    @Override
    public LandingFile begin(TableSchema schema, OutputStream out) throws IOException {
        return new ParquetFile(schema, this, out);
    }

    @Override
    public FileSummary inspect(LandedBytes file, byte[] metadata) throws IOException, UnreadableFileException {
        return new ParquetInspection(file).summary();
    }

    Compression compression() {
        return compression;
    }

    long rowGroupBytes() {
        return rowGroupBytes;
    }

    RowBufferPool buffers() {
        return buffers;
    }

    PagePool pages() {
        return pages;
    }

    ScratchPool scratches() {
        return scratches;
    }
}
