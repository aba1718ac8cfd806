package io.tidbmirror.land.format;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;

/** The bytes of the pages of one open column chunk, one page behind the other in borrowed slabs. Not thread safe. */
final class PageSlabs {
    private final SlabPool pool;
    private final List<byte[]> slabs = new ArrayList<>();
    private int used = SlabPool.SLAB_BYTES;

    PageSlabs(SlabPool pool) {
        this.pool = pool;
    }

    /** Copies a page; the result is valid until {@link #clear}. */
    BytesInput add(byte[] page, int length) {
        List<BytesInput> parts = new ArrayList<>(2);
        for (int from = 0; from < length; ) {
            if (used == SlabPool.SLAB_BYTES) {
                slabs.add(pool.borrow());
                used = 0;
            }
            byte[] slab = slabs.get(slabs.size() - 1);
            int part = Math.min(length - from, SlabPool.SLAB_BYTES - used);
            System.arraycopy(page, from, slab, used, part);
            parts.add(BytesInput.from(slab, used, part));
            from += part;
            used += part;
        }
        return parts.size() == 1 ? parts.get(0) : BytesInput.concat(parts);
    }

    /** Gives the slabs back. */
    void clear() {
        slabs.forEach(pool::giveBack);
        slabs.clear();
        used = SlabPool.SLAB_BYTES;
    }
}
