package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;

/**
 * One column of the open row group. Pages are encoded as rows arrive, with a dictionary as long as it pays and plain from
 * then on, and held until the row group is closed, because the pages of a column lie together in the file.
 */
final class ColumnChunk {
    /** A dictionary pays if it leaves at most this many quarters of the plain bytes. */
    private static final int QUARTERS = 3;

    /** Row groups without a dictionary until one is tried again, to notice that the values changed. */
    private static final int INDEXED_EVERY = 4;

    private final ColumnDescriptor column;
    private final PrimitiveType type;
    private final ColumnEncoder encoder;
    private final HeldPages held;
    private boolean indexing = true;
    private int groupsWithout;

    ColumnChunk(ColumnDescriptor column, PagePool pool) {
        this.column = column;
        this.type = column.getPrimitiveType();
        this.encoder = ColumnEncoder.of(type);
        this.held = new HeldPages(pool);
    }

    /** Bytes kept in memory until the row group is closed. */
    long heldBytes() {
        return held.heldBytes() + encoder.dictionaryBytes();
    }

    /** Bytes that there is room for in the dictionary. */
    long capacityBytes() {
        return encoder.dictionaryCapacity();
    }

    /**
     * Encodes rows {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param table whose rows they are, for messages
     */
    void write(TableId table, ColumnVector vector, int from, int to, Scratch scratch) throws IOException {
        int start = from;
        while (start < to) {
            int end = encoder.pageEnd(vector, start, to);
            writePage(table, vector, start, end, scratch);
            start = end;
        }
    }

    private void writePage(TableId table, ColumnVector vector, int from, int to, Scratch scratch) throws IOException {
        int nulls = vector.nulls() == 0 ? 0 : nulls(vector.defined(), from, to);
        scratch.page.clear();
        if (type.isRepetition(Repetition.OPTIONAL)) {
            HybridRuns.putLevels(scratch.page, vector.defined(), from, to, nulls);
        } else if (nulls > 0) {
            throw new PoisonException("table " + table + ": key column " + type.getName()
                    + " is NULL in a row, but a key must tell its row: check the key of the table");
        }
        scratch.page.beginValues(encoder.width());
        encoder.load(vector, from, to, nulls, scratch);
        Encoding encoding = putValues(scratch);
        ColumnEncoder.Bounds bounds = encoding == Encoding.RLE_DICTIONARY
                ? encoder.indexedBounds(scratch.indexes(encoder.count()))
                : encoder.bounds();
        Statistics.Builder statistics = Statistics.getBuilderForReading(type).withNumNulls(nulls);
        if (bounds != null) {
            statistics.withMin(bounds.min()).withMax(bounds.max());
        }
        held.add(scratch, to - from, encoding, statistics.build(), bounds != null || encoder.count() == 0);
        encoder.unload();
    }

    private static int nulls(byte[] defined, int from, int to) {
        int nulls = 0;
        for (int row = from; row < to; row++) {
            nulls += 1 - defined[row];
        }
        return nulls;
    }

    private Encoding putValues(Scratch scratch) {
        int count = encoder.count();
        if (count == 0) {
            return Encoding.PLAIN;
        }
        if (indexing) {
            int size = encoder.dictionarySize();
            int bytes = encoder.dictionaryBytes();
            int[] indexes = scratch.indexes(count);
            if (encoder.index(indexes) && pays(encoder.dictionaryBytes() - bytes)) {
                HybridRuns.putIndexes(scratch.page, indexes, count, encoder.dictionarySize());
                return Encoding.RLE_DICTIONARY;
            }
            encoder.cutDictionary(size);
            indexing = false;
        }
        encoder.putPlain(scratch.page);
        return Encoding.PLAIN;
    }

    private boolean pays(int addedBytes) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(encoder.dictionarySize() - 1);
        long indexBytes = (long) encoder.count() * width / Byte.SIZE;
        return addedBytes == 0 || 4 * (addedBytes + indexBytes) <= QUARTERS * encoder.plainBytes();
    }

    /** Writes the column of a row group with this many rows and begins the next. */
    void flush(ParquetFileWriter writer, long rows, CompressionCodecName codec, Scratch scratch) throws IOException {
        writer.startColumn(column, rows, held.compressed() ? codec : CompressionCodecName.UNCOMPRESSED);
        if (encoder.dictionarySize() > 0) {
            writeDictionary(writer, scratch);
        }
        boolean bounded = held.pages().stream().allMatch(Page::bounded);
        long nulls = 0;
        for (Page page : held.pages()) {
            // A page without bounds would pass for one without values: then the chunk tells none, and no page index.
            Statistics<?> told = bounded
                    ? page.statistics()
                    : Statistics.getBuilderForReading(type).build();
            writer.writeDataPage(
                    page.rows(),
                    page.rawLength(),
                    page.bytes(),
                    told,
                    page.rows(),
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding());
            nulls += page.statistics().getNumNulls();
        }
        if (!bounded) {
            writer.invalidateStatistics(
                    Statistics.getBuilderForReading(type).withNumNulls(nulls).build());
        }
        writer.endColumn();
        beginNext();
    }

    /** A dictionary that did not pay is not tried again with each row group. */
    private void beginNext() {
        groupsWithout = encoder.dictionarySize() > 0 ? 0 : groupsWithout + 1;
        held.beginNext();
        encoder.clearDictionary();
        indexing = groupsWithout % INDEXED_EVERY == 0;
    }

    /** Drops what is held, and what is known of the values. */
    void clear() {
        held.clear();
        encoder.clearDictionary();
        indexing = true;
        groupsWithout = 0;
    }

    private void writeDictionary(ParquetFileWriter writer, Scratch scratch) throws IOException {
        PageBuffer page = scratch.page;
        page.clear();
        encoder.putDictionary(page);
        BytesInput stored = BytesInput.from(page.bytes(), 0, page.size());
        if (held.compressed()) {
            int length = scratch.compress(page.bytes(), page.size());
            stored = BytesInput.from(scratch.compressed(), 0, length);
        }
        writer.writeDictionaryPage(new DictionaryPage(stored, page.size(), encoder.dictionarySize(), Encoding.PLAIN));
    }
}
