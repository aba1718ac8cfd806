package io.tidbmirror.land.format;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Row buffers that have grown to their size, for later files of tables with the same types. Thread safe. */
final class RowBufferPool {
    private static final int KEPT = 4;

    /** A buffer that had to hold huge values is not kept. */
    private static final long MOST_BYTES = 8 << 20;

    private final Deque<SoftReference<RowBuffer>> free = new ArrayDeque<>();

    synchronized RowBuffer borrow(TableSchema table) {
        List<ValueType> types = RowBuffer.types(table);
        for (Iterator<SoftReference<RowBuffer>> all = free.iterator(); all.hasNext(); ) {
            RowBuffer buffer = all.next().get();
            if (buffer == null) {
                all.remove();
            } else if (buffer.fits(types)) {
                all.remove();
                return buffer;
            }
        }
        return new RowBuffer(table);
    }

    synchronized void giveBack(RowBuffer buffer) {
        buffer.clear();
        if (buffer.textCapacity() <= MOST_BYTES) {
            free.addFirst(new SoftReference<>(buffer));
            if (free.size() > KEPT) {
                free.removeLast();
            }
        }
    }
}
