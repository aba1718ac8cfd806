package io.tidbmirror.land;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slices that go from one thread to another together. Large ones are moved, each with a block of its own; small ones are
 * copied into one block: merged from files whose commits alternate, each may have a single row, and a block takes many times
 * the memory of one. Used by one thread at a time.
 */
final class RowLoad {
    /** A slice of at least one part in so many of a load is large. */
    private static final int LARGE_PARTS = 8;

    private final TableSchema schema;
    private final BlockPool blocks;
    private final long fullBytes;
    private final List<MarkedBlock> slices = new ArrayList<>();
    private final List<ChangeBlock> borrowed = new ArrayList<>();
    private @Nullable ChangeBlock gathered;
    private byte[] markers = new byte[0];
    private long movedBytes;
    private boolean last;

    /**
     * An empty load.
     *
     * @param blocks for its rows
     * @param fullBytes bytes of rows from which on it is full
     */
    RowLoad(TableSchema schema, BlockPool blocks, long fullBytes) {
        this.schema = schema;
        this.blocks = blocks;
        this.fullBytes = fullBytes;
    }

    /** Takes rows out of their block. */
    void take(MarkedBlock rows) {
        ChangeBlock source = rows.block();
        long held = source.heldBytes();
        if (rows.rows() == source.rows() && held * LARGE_PARTS >= fullBytes) {
            move(rows, held);
        } else {
            gather(rows);
        }
    }

    private void move(MarkedBlock rows, long held) {
        ChangeBlock block = borrow();
        block.take(rows.block(), rows.from(), rows.to());
        slices.add(new MarkedBlock(block, Arrays.copyOf(rows.markers(), block.rows()), 0, block.rows()));
        movedBytes += held;
    }

    private void gather(MarkedBlock rows) {
        ChangeBlock block = gathered == null ? borrow() : gathered;
        gathered = block;
        int from = block.rows();
        block.append(rows.block(), rows.from(), rows.to());
        if (block.rows() > markers.length) {
            markers = Arrays.copyOf(markers, 2 * block.rows()); // slices before keep the array they have
        }
        System.arraycopy(rows.markers(), rows.from(), markers, from, rows.rows());
        slices.add(new MarkedBlock(block, markers, from, block.rows()));
    }

    private ChangeBlock borrow() {
        ChangeBlock block = blocks.borrow(schema);
        borrowed.add(block);
        return block;
    }

    boolean isFull() {
        return movedBytes + (gathered == null ? 0 : gathered.heldBytes()) >= fullBytes;
    }

    /** No load comes behind this one. */
    void endHere() {
        last = true;
    }

    boolean isLast() {
        return last;
    }

    void write(LandingFile file) throws IOException {
        for (MarkedBlock slice : slices) {
            file.write(slice);
        }
    }

    /** Gives blocks back. */
    void clear() {
        borrowed.forEach(blocks::giveBack);
        borrowed.clear();
        slices.clear();
        gathered = null;
        movedBytes = 0;
    }
}
