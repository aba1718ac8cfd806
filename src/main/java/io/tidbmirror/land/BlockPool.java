package io.tidbmirror.land;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.GrownPool;
import io.tidbmirror.change.TableSchema;

/** Keeps blocks that have grown to their size for later rows of the same table. Thread safe. */
final class BlockPool {
    private static final int KEPT = 32;

    /** A block that had to hold huge values is not kept. */
    private static final long MOST_BYTES = 2 << 20;

    private final GrownPool<ChangeBlock> free = new GrownPool<>(KEPT);

    /** An empty block. */
    ChangeBlock borrow(TableSchema schema) {
        return free.borrow(block -> block.schema().equals(schema), () -> new ChangeBlock(schema));
    }

    void giveBack(ChangeBlock block) {
        block.clear();
        if (textCapacity(block) <= MOST_BYTES) {
            free.giveBack(block);
        }
    }

    private static long textCapacity(ChangeBlock block) {
        long bytes = block.texts().data().length;
        for (int i = 0; i < block.columnCount(); i++) {
            bytes += block.column(i) instanceof BytesVector text ? text.data().length : 0;
        }
        return bytes;
    }
}
