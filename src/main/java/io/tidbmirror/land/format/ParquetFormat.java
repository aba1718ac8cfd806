package io.tidbmirror.land.format;

import io.tidbmirror.change.GrownPool;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/**
 * Parquet landing files. Pages are encoded here, because that is where the time goes; parquet-java's {@code
 * ParquetFileWriter} frames them and writes page indexes and footer. Needs no Hadoop class at run time.
 */
public final class ParquetFormat implements LandingFormat {
    /** Lets two files be written within a heap of 128 MiB, and leaves little to write when the last row has been read. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    /** Row groups, and buffers of their rows, that are kept for later files. */
    private static final int KEPT = 4;

    /** A buffer that had to hold huge values is not kept for later files. */
    private static final long MOST_GATHERED = 8L << 20;

    /** Nor are the dictionaries of very many columns. */
    private static final long MOST_DICTIONARIES = 8L << 20;

    private final Compression compression;
    private final long rowGroupBytes;
    private final ScratchPool scratches;
    private final PagePool pages;
    private final GrownPool<RowBuffer> buffers = new GrownPool<>(KEPT);
    private final GrownPool<RowGroup> rowGroups = new GrownPool<>(KEPT);

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

    RowBuffer buffer(TableSchema table) {
        List<ValueType> types = RowBuffer.types(table);
        return buffers.borrow(buffer -> buffer.fits(types), () -> new RowBuffer(table));
    }

    void giveBack(RowBuffer buffer) {
        buffer.clear();
        if (buffer.textCapacity() <= MOST_GATHERED) {
            buffers.giveBack(buffer);
        }
    }

    RowGroup rowGroup(MessageType schema) {
        return rowGroups.borrow(group -> group.fits(schema), () -> new RowGroup(schema, pages));
    }

    void giveBack(RowGroup group) {
        group.clear();
        if (group.capacityBytes() <= MOST_DICTIONARIES) {
            rowGroups.giveBack(group);
        }
    }

    ScratchPool scratches() {
        return scratches;
    }
}
