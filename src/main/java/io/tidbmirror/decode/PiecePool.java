package io.tidbmirror.decode;

import io.tidbmirror.change.GrownPool;
import io.tidbmirror.change.TableSchema;

/** Buffers of pieces, for those of later files of the same table. Thread safe. */
final class PiecePool {
    private final int chunkBytes;
    private final GrownPool<PieceBuffer> free = new GrownPool<>(DividedCursor.MOST);

    /** @param chunkBytes what a file is read in, {@link Chunk#SLACK} not included */
    PiecePool(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    PieceBuffer borrow(TableSchema schema) {
        return free.borrow(buffer -> buffer.fits(schema), () -> new PieceBuffer(schema, chunkBytes + Chunk.SLACK));
    }

    void giveBack(PieceBuffer buffer) {
        buffer.clear();
        free.giveBack(buffer);
    }
}
