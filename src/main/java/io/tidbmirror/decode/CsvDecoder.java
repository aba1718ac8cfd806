package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import org.jspecify.annotations.Nullable;

/** Decodes the CSV files of a changefeed. */
public final class CsvDecoder implements Decoder {
    private final CsvOptions options;
    private final TimeRules times;
    private final PiecePool pieces;
    private final @Nullable RowForm texts;

    /** Of the file before, which mostly has the same schema. */
    private volatile @Nullable Readers last;

    public CsvDecoder(CsvOptions options, TimeRules times) {
        this(options, times, Chunk.BYTES, null);
    }

    CsvDecoder(CsvOptions options, TimeRules times, int chunkBytes, @Nullable RowForm texts) {
        this.options = options;
        this.times = times;
        this.pieces = new PiecePool(chunkBytes);
        this.texts = texts;
    }

    /** A decoder that makes texts of rows where it can, for a landing format that takes them; their values are read if asked for. */
    public CsvDecoder withTexts(@Nullable RowForm form) {
        return new CsvDecoder(options, times, pieces.chunkBytes(), form);
    }

    @Override
    public ChangeSource decode(ByteSource bytes, TableSchema schema) {
        Readers readers = readers(schema);
        return new RowSource(bytes, schema, pieces, readers.parsers(), options.includeCommitTs(), readers);
    }

    private record Readers(
            CsvLayout layout,
            ColumnParsers parsers,
            @Nullable RowForm texts) implements RowReader.Factory {
        @Override
        public RowReader create(RowFilter filter, long offset) {
            return layout.reader(filter, offset, parsers, texts);
        }

        @Override
        public RowReader.Factory withoutTexts() {
            return new Readers(layout, parsers, null);
        }
    }

    /** Thousands of small files wait at once: what they have in common is there once. */
    private Readers readers(TableSchema schema) {
        Readers known = last;
        if (known == null || !known.layout().schema().equals(schema)) {
            ColumnParsers parsers = ColumnParsers.csv(schema, times, options);
            known = new Readers(new CsvLayout(options, schema), parsers, texts);
            last = known;
        }
        return known;
    }
}
