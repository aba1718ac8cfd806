package io.tidbmirror.land.format;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Slabs of memory for pages, used again by later row groups and files: otherwise each file would leave as many bytes to the
 * collector as it has. What nobody uses is given up when the heap is short. Thread safe.
 */
final class SlabPool {
    static final int SLAB_BYTES = 64 << 10;

    private final int kept;
    private final Deque<SoftReference<byte[]>> free = new ArrayDeque<>();

    /** @param keptBytes most bytes to keep for later */
    SlabPool(long keptBytes) {
        this.kept = (int) (keptBytes / SLAB_BYTES);
    }

    byte[] borrow() {
        byte[] slab = poll();
        return slab == null ? new byte[SLAB_BYTES] : slab;
    }

    private synchronized byte @Nullable [] poll() {
        byte[] slab = null;
        while (slab == null && !free.isEmpty()) {
            slab = free.removeLast().get();
        }
        return slab;
    }

    synchronized void giveBack(byte[] slab) {
        if (free.size() < kept) {
            free.addLast(new SoftReference<>(slab));
        }
    }
}
