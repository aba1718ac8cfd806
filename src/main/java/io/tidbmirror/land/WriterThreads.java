package io.tidbmirror.land;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that write large landing files while the next rows are read. A file gets one as long as fewer threads than allowed
 * are at work, so a table that lands alone uses two, and tables that land side by side use one each. Thread safe.
 */
public final class WriterThreads {
    /** Every file is written by the thread that reads its rows. */
    public static final WriterThreads NONE = new WriterThreads(Runnable::run, 0);

    /** Bytes of rows from which on another thread is worth its start. */
    private static final long LARGE_BYTES = 2 << 20;

    private final Executor executor;
    private final int most;
    private final long largeBytes;
    private final AtomicInteger working = new AtomicInteger();

    /**
     * Threads to write with.
     *
     * @param executor runs each task at once, in a thread of its own
     * @param most threads at work, those that read counted: what bounds the memory for rows on their way
     */
    public WriterThreads(Executor executor, int most) {
        this(executor, most, LARGE_BYTES);
    }

    /** @param largeBytes bytes of rows that are written before a thread is asked for, and handed to it in two steps */
    WriterThreads(Executor executor, int most, long largeBytes) {
        this.executor = executor;
        this.most = most;
        this.largeBytes = largeBytes;
    }

    long largeBytes() {
        return largeBytes;
    }

    /** The file, written by another thread once it is large and if one may start then. */
    LandingFile writing(LandingFile file, TableSchema schema) {
        working.incrementAndGet();
        return new OverlappedFile(file, schema, this);
    }

    /** The file that {@link #writing} gave is closed. */
    void done() {
        working.decrementAndGet();
    }

    /** Starts a thread, unless enough are at work. */
    boolean start(Runnable writer) {
        if (working.incrementAndGet() > most) {
            working.decrementAndGet();
            return false;
        }
        boolean started = false;
        try {
            executor.execute(() -> {
                try {
                    writer.run();
                } finally {
                    working.decrementAndGet();
                }
            });
            started = true;
        } finally {
            working.addAndGet(started ? 0 : -1);
        }
        return true;
    }
}
