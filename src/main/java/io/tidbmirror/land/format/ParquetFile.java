package io.tidbmirror.land.format;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file being written. Small slices are gathered until they make a page, large ones are encoded where they lie;
 * a row group is closed when its encoded pages have reached the limit.
 */
final class ParquetFile implements LandingFile {
    /** Slices from here on are encoded without being copied. */
    private static final int LARGE_ROWS = 4096;

    private static final int LARGE_BYTES = 1 << 20;

    /** Gathered bytes, or bytes of a large slice, that are encoded at once. */
    private static final int STEP_BYTES = 2 << 20;

    private static final ParquetProperties PROPERTIES =
            ParquetProperties.builder().build();

    private final TableId table;
    private final ParquetFormat format;
    private final LandingOutput out;
    private final ParquetFileWriter writer;
    private final RowGroup group;
    private final RowBuffer gathered;
    private boolean finished;
    private boolean closed;
    private volatile @Nullable SharedStep step;

    ParquetFile(TableSchema table, ParquetFormat format, OutputStream stream) throws IOException {
        MessageType schema = ParquetSchema.of(table);
        this.table = table.table();
        this.format = format;
        this.out = new LandingOutput(stream);
        this.group = format.rowGroup(schema);
        this.gathered = format.buffer(table);
        this.writer = new ParquetFileWriter(
                out, schema, ParquetFileWriter.Mode.OVERWRITE, format.rowGroupBytes(), 0, null, PROPERTIES);
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
                gathered.add(rows);
                if (gathered.rows() >= ColumnEncoder.PAGE_ROWS || gathered.bytes() >= STEP_BYTES) {
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

    private void encodeGathered(Scratch scratch) throws IOException {
        int rows = gathered.rows();
        if (rows == 0) {
            return;
        }
        encode((i, free) -> group.column(i).write(table, gathered.column(i), 0, rows, free), scratch);
        gathered.clear();
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
            gathered.addMarkers(rows.markers(), from, to);
            int first = from;
            int last = to;
            encode(
                    (i, free) -> {
                        if (i < block.columnCount()) {
                            group.column(i).write(table, block.column(i), first, last, free);
                        } else {
                            group.column(i).write(table, gathered.column(i), 0, last - first, free);
                        }
                    },
                    scratch);
            gathered.clear();
            encoded(to - from, scratch);
            from = to;
        }
    }

    private void encode(SharedStep.Task task, Scratch scratch) throws IOException {
        SharedStep shared = new SharedStep(task, group.order());
        step = shared;
        shared.complete(scratch);
        step = null;
    }

    @Override
    public boolean assist() {
        SharedStep shared = step;
        if (shared == null) {
            return false;
        }
        Scratch scratch = format.scratches().borrow();
        try {
            return shared.doNext(scratch);
        } finally {
            format.scratches().giveBack(scratch);
        }
    }

    private void encoded(int rows, Scratch scratch) throws IOException {
        group.added(rows);
        if (group.heldBytes() >= format.rowGroupBytes()) {
            group.flush(writer, format.compression().codec(), scratch);
        }
    }

    @Override
    public void finish(Map<String, String> provenance) throws IOException {
        Scratch scratch = format.scratches().borrow();
        try {
            encodeGathered(scratch);
            if (!group.isEmpty()) {
                group.flush(writer, format.compression().codec(), scratch);
            }
        } finally {
            format.scratches().giveBack(scratch);
        }
        ParquetFooter.write(writer, provenance, out);
        finished = true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        format.giveBack(gathered);
        format.giveBack(group);
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
