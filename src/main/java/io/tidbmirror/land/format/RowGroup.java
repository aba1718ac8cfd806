package io.tidbmirror.land.format;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The open row group of a file: a chunk of each column, used again by the row groups after it. Not thread safe. */
final class RowGroup {
    private final MessageType schema;
    private final ColumnChunk[] chunks;
    private final int[] order;
    private long rows;

    RowGroup(MessageType schema, PagePool pages) {
        this.schema = schema;
        this.chunks = schema.getColumns().stream()
                .map(column -> new ColumnChunk(column, pages))
                .toArray(ColumnChunk[]::new);
        this.order = order(schema.getColumns());
    }

    private static int[] order(List<ColumnDescriptor> columns) {
        int[] order = new int[columns.size()];
        int next = 0;
        for (boolean text : new boolean[] {true, false}) {
            for (int i = 0; i < order.length; i++) {
                if (text == (columns.get(i).getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY)) {
                    order[next++] = i;
                }
            }
        }
        return order;
    }

    /** Whether it was made for files of these columns. */
    boolean fits(MessageType columns) {
        return schema.equals(columns);
    }

    /** The columns, those with text first, which take longest. */
    int[] order() {
        return order;
    }

    ColumnChunk column(int index) {
        return chunks[index];
    }

    /** Rows of which all columns are encoded. */
    void added(int more) {
        rows += more;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** Bytes kept in memory until it is closed. */
    long heldBytes() {
        long held = 0;
        for (ColumnChunk chunk : chunks) {
            held += chunk.heldBytes();
        }
        return held;
    }

    /** Bytes that there is room for in dictionaries. */
    long capacityBytes() {
        long bytes = 0;
        for (ColumnChunk chunk : chunks) {
            bytes += chunk.capacityBytes();
        }
        return bytes;
    }

    /** Writes it and begins the next. */
    void flush(ParquetFileWriter writer, CompressionCodecName codec, Scratch scratch) throws IOException {
        writer.startBlock(rows);
        for (ColumnChunk chunk : chunks) {
            chunk.flush(writer, rows, codec, scratch);
        }
        writer.endBlock();
        rows = 0;
    }

    /** Drops what is held. */
    void clear() {
        for (ColumnChunk chunk : chunks) {
            chunk.clear();
        }
        rows = 0;
    }
}
