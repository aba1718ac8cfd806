package io.tidbmirror.change;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps what has grown to its size with one file for later files that it fits, so that not each of them leaves as much to the
 * collector. The most recently used are kept, and given up when the heap is short. Thread safe.
 *
 * @param <T> what is kept
 */
public final class GrownPool<T> {
    private final int kept;
    private final Deque<SoftReference<T>> free = new ArrayDeque<>();

    /** @param kept how many at most */
    public GrownPool(int kept) {
        this.kept = kept;
    }

    /** One that fits, or a new one. */
    public synchronized T borrow(Predicate<T> fits, Supplier<T> made) {
        for (Iterator<SoftReference<T>> all = free.iterator(); all.hasNext(); ) {
            T grown = all.next().get();
            if (grown == null) {
                all.remove();
            } else if (fits.test(grown)) {
                all.remove();
                return grown;
            }
        }
        return made.get();
    }

    public synchronized void giveBack(T grown) {
        free.addFirst(new SoftReference<>(grown));
        if (free.size() > kept) {
            free.removeLast();
        }
    }
}
