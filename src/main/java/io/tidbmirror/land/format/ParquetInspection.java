package io.tidbmirror.land.format;

import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.Marker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Reads the footer of a Parquet landing file and the pages of its row marker, and nothing else of it. Needs no Hadoop class
 * at run time, as parquet-java's own reader of files does.
 */
final class ParquetInspection {
    private static final int TRAILER_BYTES = Integer.BYTES + ParquetFileWriter.MAGIC.length;
    private static final int MAX_PART = 1 << 30;

    private final LandedBytes file;

    ParquetInspection(LandedBytes file) {
        this.file = file;
    }

    FileSummary summary() throws IOException, UnreadableFileException {
        ParquetMetadata footer = footer();
        try {
            return summary(footer);
        } catch (RuntimeException e) {
            throw new UnreadableFileException("its footer makes no sense (" + e + ")", e);
        }
    }

    private FileSummary summary(ParquetMetadata footer) throws IOException, UnreadableFileException {
        MessageType schema = footer.getFileMetaData().getSchema();
        List<FileSummary.Column> columns = new ArrayList<>();
        for (Type type : schema.getFields()) {
            ValueType landed = ParquetSchema.landed(type);
            columns.add(new FileSummary.Column(
                    type.getName(), landed == null ? null : landed.text(), type.isRepetition(Repetition.REQUIRED)));
        }
        long rows = 0;
        SortedSet<Integer> markers = new TreeSet<>();
        for (BlockMetaData group : footer.getBlocks()) {
            rows += group.getRowCount();
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                if (chunk.getPath().toDotString().equals(Marker.COLUMN)) {
                    addMarkers(chunk, group.getRowCount(), markers);
                }
            }
        }
        return new FileSummary(columns, rows, footer.getFileMetaData().getKeyValueMetaData(), markers);
    }

    private ParquetMetadata footer() throws IOException, UnreadableFileException {
        byte[] magic = ParquetFileWriter.MAGIC;
        if (file.size() < magic.length + TRAILER_BYTES) {
            throw new UnreadableFileException("it has " + file.size() + " bytes, less than any Parquet file");
        }
        byte[] trailer = part(file.size() - TRAILER_BYTES, TRAILER_BYTES);
        if (!Arrays.equals(magic, Arrays.copyOfRange(trailer, Integer.BYTES, TRAILER_BYTES))) {
            throw new UnreadableFileException("it does not end like a Parquet file");
        }
        int length = BytesUtils.readIntLittleEndian(ByteBuffer.wrap(trailer), 0);
        byte[] footer = part(file.size() - TRAILER_BYTES - length, length);
        try {
            return new ParquetMetadataConverter()
                    .readParquetMetadata(new ByteArrayInputStream(footer), ParquetMetadataConverter.NO_FILTER);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFileException("its footer cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private void addMarkers(ColumnChunkMetaData chunk, long rows, SortedSet<Integer> found)
            throws IOException, UnreadableFileException {
        if (chunk.getTotalSize() > MAX_PART) {
            throw new UnreadableFileException("its row markers take " + chunk.getTotalSize() + " bytes");
        }
        byte[] pages = part(chunk.getStartingPos(), (int) chunk.getTotalSize());
        try {
            new MarkerPages(chunk.getCodec(), new ByteArrayInputStream(pages)).read(rows, found);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFileException("its row markers cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private byte[] part(long offset, int length) throws IOException, UnreadableFileException {
        if (offset < 0 || length < 0 || offset + length > file.size()) {
            throw new UnreadableFileException("it refers to bytes outside of itself, so it was cut or damaged");
        }
        byte[] part = file.read(offset, length);
        if (part.length != length) {
            throw new UnreadableFileException("it is shorter than its folder says");
        }
        return part;
    }
}
