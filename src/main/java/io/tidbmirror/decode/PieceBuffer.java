package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableSchema;

/** What holds a piece of a file and the rows that are read from it. */
final class PieceBuffer {
    private final Rows rows = new Rows();
    private final ChangeBlock block;
    private byte[] bytes;

    /** @param bytes as many as a chunk holds, {@link Chunk#SLACK} included */
    PieceBuffer(TableSchema schema, int bytes) {
        this.block = new ChangeBlock(schema);
        this.bytes = new byte[bytes];
    }

    boolean fits(TableSchema schema) {
        return block.schema().equals(schema);
    }

    byte[] bytes() {
        return bytes;
    }

    Rows rows() {
        return rows;
    }

    ChangeBlock block() {
        return block;
    }

    /** Takes the bytes of a chunk up to a position, which gets the array held here for those behind it. */
    void take(Chunk chunk, int position) {
        bytes = chunk.exchange(bytes, position);
    }

    void clear() {
        rows.clear();
        block.clear();
    }
}
