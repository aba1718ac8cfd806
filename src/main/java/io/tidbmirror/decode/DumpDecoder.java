package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.TableSchema;

/** Decodes the data files of a Dumpling export, CSV and SQL, by their names; every row is an insert without commit-ts. */
public final class DumpDecoder implements Decoder {
    private final DumpOptions options;
    private final TimeRules times;
    private final PiecePool pieces;

    public DumpDecoder(DumpOptions options, TimeRules times) {
        this(options, times, Chunk.BYTES);
    }

    DumpDecoder(DumpOptions options, TimeRules times, int chunkBytes) {
        this.options = options;
        this.times = times;
        this.pieces = new PiecePool(chunkBytes);
    }

    /** A file whose name ends in {@code .sql} is read as SQL, any other as CSV; what compressed it is undone before. */
    @Override
    public ChangeSource decode(ByteSource bytes, TableSchema schema) {
        boolean sql = bytes.name().endsWith(".sql");
        ColumnParsers parsers = ColumnParsers.dump(schema, times, sql ? DumpBinary.HEX : options.binary());
        RowReader.Factory readers = sql
                ? (filter, offset) -> new DumpSqlReader(schema, options.escapeBackslash())
                : (filter, offset) -> new DumpCsvReader(schema, options, offset == 0);
        return new RowSource(bytes, schema, pieces, parsers, false, readers);
    }
}
