package io.tidbmirror.land.format;

import java.util.ArrayDeque;
import java.util.Deque;

/** Scratches that are not in use: as many as threads encode at once, however many files are open. Thread safe. */
final class ScratchPool {
    private static final int KEPT = 8;

    private final Compression compression;
    private final Deque<Scratch> free = new ArrayDeque<>();

    ScratchPool(Compression compression) {
        this.compression = compression;
    }

    Scratch borrow() {
        synchronized (free) {
            Scratch scratch = free.pollLast();
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch(compression);
    }

    void giveBack(Scratch scratch) {
        synchronized (free) {
            if (free.size() < KEPT) {
                free.addLast(scratch);
                return;
            }
        }
        scratch.compressor.release();
    }
}
