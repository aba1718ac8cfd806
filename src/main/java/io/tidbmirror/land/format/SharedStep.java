package io.tidbmirror.land.format;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks that do not depend on each other, one for each column, done by the thread whose step it is and by whoever assists.
 * Each task is done once, by one of them.
 */
final class SharedStep {
    /** What has to be done for a column. */
    @FunctionalInterface
    interface Task {
        void encode(int column, Scratch scratch) throws IOException;
    }

    private final Task task;
    private final int[] order;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure();

    /** @param order the columns, those that take long first */
    SharedStep(Task task, int[] order) {
        this.task = task;
        this.order = order;
        this.open = new AtomicInteger(order.length);
    }

    /** Does tasks until none is left, waits for those of others, and throws what went wrong with any of them. */
    void complete(Scratch scratch) throws IOException {
        while (doNext(scratch)) {}
        ended.join();
        failure.rethrow();
    }

    /** Does a task nobody has begun; false if there is none. What goes wrong is thrown by {@link #complete}. */
    boolean doNext(Scratch scratch) {
        int claimed = next.getAndIncrement();
        if (claimed >= order.length) {
            return false;
        }
        try {
            if (!failure.isSet()) {
                task.encode(order[claimed], scratch);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.set(e);
        } finally {
            if (open.decrementAndGet() == 0) {
                ended.complete(null);
            }
        }
        return true;
    }
}
