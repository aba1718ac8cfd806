package io.tidbmirror.camel;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the windows of one table land one after the other, and those of different tables at once. Thread safe. */
final class TableTurns {
    private final Map<TableId, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** What is done in turn. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T inTurn(TableId table, Work<T> work) throws IOException {
        ReentrantLock lock = locks.computeIfAbsent(table, any -> new ReentrantLock(true));
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
