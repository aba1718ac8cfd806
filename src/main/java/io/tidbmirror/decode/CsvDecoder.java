package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;

/** Decodes the CSV files of a changefeed. */
public final class CsvDecoder implements Decoder {
    private final CsvOptions options;
    private final ZeroDate zeroDate;
    private final int chunkBytes;

    public CsvDecoder(CsvOptions options, ZeroDate zeroDate) {
        this(options, zeroDate, Chunk.BYTES);
    }

    CsvDecoder(CsvOptions options, ZeroDate zeroDate, int chunkBytes) {
        this.options = options;
        this.zeroDate = zeroDate;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public ChangeSource decode(ByteSource bytes, TableSchema schema) {
        CsvLayout layout = new CsvLayout(options, schema);
        ColumnParsers parsers = ColumnParsers.csv(schema, zeroDate, options);
        return new RowSource(bytes, schema, chunkBytes, parsers, options.includeCommitTs(), layout::reader);
    }
}
