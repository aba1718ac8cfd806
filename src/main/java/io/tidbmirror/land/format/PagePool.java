package io.tidbmirror.land.format;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays for the bytes of pages, used again by later row groups and files: otherwise each file would leave as many bytes to
 * the collector as it has. What nobody uses is given up when the heap is short. Thread safe.
 */
final class PagePool {
    /** Sizes are rounded up to this many steps between two powers of two. */
    private static final int STEPS = 4;

    private static final int LEAST_BYTES = 1 << 10;

    private final long most;
    private final Map<Integer, Deque<SoftReference<byte[]>>> free = new HashMap<>();
    private long kept;

    /** @param most bytes to keep for later */
    PagePool(long most) {
        this.most = most;
    }

    /** An array of at least so many bytes, and little more. */
    synchronized byte[] borrow(int bytes) {
        int size = size(bytes);
        Deque<SoftReference<byte[]>> fitting = free.get(size);
        while (fitting != null && !fitting.isEmpty()) {
            kept -= size;
            byte[] found = fitting.removeLast().get();
            if (found != null) {
                return found;
            }
        }
        return new byte[size];
    }

    synchronized void giveBack(byte[] array) {
        if (kept + array.length > most) {
            free.clear(); // sizes that nobody asks for any longer must not stay for ever
            kept = 0;
        }
        if (array.length <= most) {
            free.computeIfAbsent(array.length, size -> new ArrayDeque<>()).addLast(new SoftReference<>(array));
            kept += array.length;
        }
    }

    private static int size(int bytes) {
        int needed = Math.max(bytes, LEAST_BYTES);
        int step = Math.max(1, Integer.highestOneBit(needed) / STEPS);
        return (int) Math.min(((long) needed + step - 1) / step * step, Integer.MAX_VALUE - 8L);
    }
}
