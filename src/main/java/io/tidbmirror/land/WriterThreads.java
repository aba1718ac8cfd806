package io.tidbmirror.land;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads and memory for large landing files. A large file is written by another thread while the next rows are read, as
 * long as fewer threads than allowed are at work: a table that lands alone uses two, tables that land side by side use one
 * each. Where memory is short, large files wait for each other. Thread safe.
 */
public final class WriterThreads {
    /** Every file is written by the thread that reads its rows, and none waits. */
    public static final WriterThreads NONE = new WriterThreads(Runnable::run, 0, permits(Integer.MAX_VALUE));

    /** Bytes of rows from which on a file is large. */
    private static final long LARGE_BYTES = 512 << 10;

    private final Executor executor;
    private final int most;
    private final Semaphore large;
    private final long largeBytes;
    private final BlockPool blocks = new BlockPool();
    private final AtomicInteger working = new AtomicInteger();

    /**
     * Threads to write with.
     *
     * @param executor runs each task at once, in a thread of its own
     * @param most threads at work, those that read counted
     * @param large permits for large files, which all that share them write at the same time
     */
    public WriterThreads(Executor executor, int most, Semaphore large) {
        this(executor, most, large, LARGE_BYTES);
    }

    WriterThreads(Executor executor, int most, Semaphore large, long largeBytes) {
        this.executor = executor;
        this.most = most;
        this.large = large;
        this.largeBytes = largeBytes;
    }

    /** Permits for so many large files, which are let in in the order in which they ask. */
    public static Semaphore permits(int largeFiles) {
        return new Semaphore(largeFiles, true);
    }

    /**
     * The file, written by another thread once it is large and if one may start then.
     *
     * @param rows what will be written, of which that thread reads a part ahead while it has nothing to write
     */
    LandingFile writing(LandingFile file, TableSchema schema, FileRows rows) {
        working.incrementAndGet();
        return new OverlappedFile(file, schema, this, rows);
    }

    long largeBytes() {
        return largeBytes;
    }

    BlockPool blocks() {
        return blocks;
    }

    /** Waits until a file may become large; a thread that waits is not at work. */
    void admit() throws InterruptedIOException {
        working.decrementAndGet();
        try {
            large.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a large file waited for others");
        } finally {
            working.incrementAndGet();
        }
    }

    /**
     * The file that {@link #writing} gave is closed.
     *
     * @param admitted whether it had become large
     */
    void done(boolean admitted) {
        working.decrementAndGet();
        if (admitted) {
            large.release();
        }
    }

    /**
     * Starts a thread, unless enough are at work.
     *
     * @param ended is told when the thread is free, so that the file after this one gets it
     */
    boolean start(Runnable writer, Runnable ended) {
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
                    ended.run();
                }
            });
            started = true;
        } finally {
            working.addAndGet(started ? 0 : -1);
        }
        return true;
    }
}
