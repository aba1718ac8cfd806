package io.tidbmirror.land;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableSchema;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/** Blocks that have grown to their size, for rows of the same table that are on their way later. Thread safe. */
final class BlockPool {
    private static final int KEPT = 32;

    /** A block that had to hold huge values is not kept. */
    private static final long MOST_BYTES = 2 << 20;

    private final Deque<SoftReference<ChangeBlock>> free = new ArrayDeque<>();

    /** An empty block; those of another table are given up on the way to it. */
    synchronized ChangeBlock borrow(TableSchema schema) {
        while (!free.isEmpty()) {
            ChangeBlock block = free.removeLast().get();
            if (block != null && block.schema().equals(schema)) {
                return block;
            }
        }
        return new ChangeBlock(schema);
    }

    synchronized void giveBack(ChangeBlock block) {
        block.clear();
        if (free.size() < KEPT && textCapacity(block) <= MOST_BYTES) {
            free.addLast(new SoftReference<>(block));
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
