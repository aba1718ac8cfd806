package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.TableSchema;

/** Decodes the canal-json files of a changefeed: one message a line, one row a message. */
public final class CanalJsonDecoder implements Decoder {
    private final CanalJsonOptions options;
    private final TimeRules times;
    private final PiecePool pieces;

    public CanalJsonDecoder(CanalJsonOptions options, TimeRules times) {
        this(options, times, Chunk.BYTES);
    }

    CanalJsonDecoder(CanalJsonOptions options, TimeRules times, int chunkBytes) {
        this.options = options;
        this.times = times;
        this.pieces = new PiecePool(chunkBytes);
    }

    @Override
    public ChangeSource decode(ByteSource bytes, TableSchema schema) {
        ColumnParsers parsers = ColumnParsers.canalJson(schema, times);
        RowReader.Factory readers = (filter, offset) -> new CanalReader(options, schema, filter);
        return new RowSource(bytes, schema, pieces, parsers, options.enableTidbExtension(), readers);
    }
}
