package io.tidbmirror.land.format;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file being written. Small slices are gathered until they make a page, large ones are encoded where they lie;
 * a row group is closed when its encoded pages have reached the limit.
 */
final class ParquetFile implements LandingFile {
    /** Slices from here on are encoded without being copied. */
    private static final int LARGE_ROWS = 4096;

    private static final int LARGE_BYTES = 1 << 20;

    /** Gathered bytes, or bytes of a large slice, that are encoded at once. */
    private static final int STEP_BYTES = 4 << 20;

    private final MessageType schema;
    private final ParquetFormat format;
    private final LandingOutput out;
    private final ParquetFileWriter writer;
    private final ColumnChunk[] chunks;
    private final ColumnVector[] gathered;
    private final LongVector gatheredMarkers = new LongVector();
    private final LongVector markers = new LongVector();
    private long groupRows;
    private boolean finished;

    ParquetFile(TableSchema table, ParquetFormat format, OutputStream stream) throws IOException {
        this.schema = ParquetSchema.of(table);
        this.format = format;
        this.out = new LandingOutput(stream);
        this.chunks = schema.getColumns().stream()
                .map(column -> new ColumnChunk(table.table(), column, format.slabs()))
                .toArray(ColumnChunk[]::new);
        this.gathered = table.newVectors();
        ParquetProperties properties = ParquetProperties.builder().build();
        this.writer = new ParquetFileWriter(
                out, schema, ParquetFileWriter.Mode.OVERWRITE, format.rowGroupBytes(), 0, null, properties);
        writer.start();
    }

    @Override
    public void write(MarkedBlock rows) throws IOException {
        Scratch scratch = format.scratches().borrow();
        try {
            if (isLarge(rows)) {
                encodeGathered(scratch);
                encodeInSteps(rows, scratch);
            } else {
                gather(rows);
                if (gatheredMarkers.size() >= ColumnEncoder.PAGE_ROWS || gatheredBytes() >= STEP_BYTES) {
                    encodeGathered(scratch);
                }
            }
        } finally {
            format.scratches().giveBack(scratch);
        }
    }

    private static boolean isLarge(MarkedBlock rows) {
        return rows.rows() >= LARGE_ROWS || textBytes(rows.block(), rows.from(), rows.to()) >= LARGE_BYTES;
    }

    private static long textBytes(ChangeBlock block, int from, int to) {
        long bytes = 0;
        for (int i = 0; i < block.columnCount(); i++) {
            if (block.column(i) instanceof BytesVector texts) {
                bytes += texts.offsets()[to] - texts.offsets()[from];
            }
        }
        return bytes;
    }

    private void gather(MarkedBlock rows) {
        for (int i = 0; i < gathered.length; i++) {
            gathered[i].append(rows.block().column(i), rows.from(), rows.to());
        }
        append(gatheredMarkers, rows.markers(), rows.from(), rows.to());
    }

    private static void append(LongVector vector, byte[] markers, int from, int to) {
        int rows = to - from;
        vector.reserve(rows);
        long[] values = vector.values();
        int size = vector.size();
        for (int i = 0; i < rows; i++) {
            values[size + i] = markers[from + i];
        }
        Arrays.fill(vector.defined(), size, size + rows, (byte) 1);
        vector.added(rows, 0);
    }

    private long gatheredBytes() {
        long bytes = 0;
        for (ColumnVector vector : gathered) {
            bytes += vector.heldBytes();
        }
        return bytes;
    }

    private void encodeGathered(Scratch scratch) throws IOException {
        int rows = gatheredMarkers.size();
        if (rows == 0) {
            return;
        }
        for (int i = 0; i < gathered.length; i++) {
            chunks[i].write(gathered[i], 0, rows, scratch);
            gathered[i].clear();
        }
        chunks[gathered.length].write(gatheredMarkers, 0, rows, scratch);
        gatheredMarkers.clear();
        encoded(rows, scratch);
    }

    private void encodeInSteps(MarkedBlock rows, Scratch scratch) throws IOException {
        ChangeBlock block = rows.block();
        int from = rows.from();
        while (from < rows.to()) {
            int to = Math.min(rows.to(), from + ColumnEncoder.PAGE_ROWS);
            while (to - from > 1 && textBytes(block, from, to) > STEP_BYTES) {
                to = from + (to - from) / 2;
            }
            for (int i = 0; i < block.columnCount(); i++) {
                chunks[i].write(block.column(i), from, to, scratch);
            }
            markers.clear();
            append(markers, rows.markers(), from, to);
            chunks[block.columnCount()].write(markers, 0, to - from, scratch);
            encoded(to - from, scratch);
            from = to;
        }
    }

    private void encoded(int rows, Scratch scratch) throws IOException {
        groupRows += rows;
        long held = 0;
        for (ColumnChunk chunk : chunks) {
            held += chunk.heldBytes();
        }
        if (held >= format.rowGroupBytes()) {
            closeRowGroup(scratch);
        }
    }

    private void closeRowGroup(Scratch scratch) throws IOException {
        writer.startBlock(groupRows);
        for (ColumnChunk chunk : chunks) {
            chunk.flush(writer, groupRows, format.compression().codec(), scratch);
        }
        writer.endBlock();
        groupRows = 0;
    }

    @Override
    public void finish(Map<String, String> provenance) throws IOException {
        Scratch scratch = format.scratches().borrow();
        try {
            encodeGathered(scratch);
            if (groupRows > 0) {
                closeRowGroup(scratch);
            }
        } finally {
            format.scratches().giveBack(scratch);
        }
        ParquetFooter.write(writer, schema, provenance, out);
        finished = true;
    }

    @Override
    public void close() {
        for (ColumnChunk chunk : chunks) {
            chunk.clear();
        }
        if (!finished) {
            writer.abort();
        }
        try {
            writer.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an aborted Parquet writer wrote", impossible);
        }
    }
}
