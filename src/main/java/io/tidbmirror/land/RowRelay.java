package io.tidbmirror.land;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.ThreadFailure;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries rows from the thread that reads them to one that writes them. What is on its way is bounded: the reader waits for
 * buffers that the writer has given back. All methods but {@link #run} and {@link #ended} are the reader's.
 */
final class RowRelay implements Runnable {
    /**
     * Loads on their way, the one in the making and the one being written included: as many rows as are read in the time that
     * a row group takes to be written, which nobody can help with.
     */
    private static final int LOADS = 12;

    /** After so long each of them looks again whether there is something it can do for the other one. */
    private static final long PAUSE_MICROS = 200;

    private final LandingFile file;
    private final TableSchema schema;
    private final FileRows source;
    private final BlockPool blocks;
    private final long loadBytes;
    private final BlockingQueue<RowLoad> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<RowLoad> returned = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private RowLoad filling;
    private final ThreadFailure failure = new ThreadFailure();
    private volatile boolean abandoned;
    private volatile @Nullable Map<String, String> provenance;

    /**
     * Begins a relay.
     *
     * @param source where the rows come from
     * @param blocks for rows on their way
     * @param loadBytes bytes of rows that are handed over together
     */
    RowRelay(LandingFile file, TableSchema schema, FileRows source, BlockPool blocks, long loadBytes) {
        this.file = file;
        this.schema = schema;
        this.source = source;
        this.blocks = blocks;
        this.loadBytes = loadBytes;
        this.filling = load();
        for (int i = 1; i < LOADS; i++) {
            returned.add(load());
        }
    }

    /** Takes rows; waits while too many are on their way. Throws what the writer ran into with rows before them. */
    void send(MarkedBlock rows) throws IOException {
        filling.take(rows);
        if (filling.isFull()) {
            sent.add(filling);
            try {
                filling = spare();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                filling = load();
                throw new InterruptedIOException("interrupted while rows were written");
            }
            failure.rethrow();
        }
    }

    private RowLoad load() {
        return new RowLoad(schema, blocks, loadBytes);
    }

    /**
     * A load that the writer has given back; until there is one, does a part of the writer's work where it can. A writer that
     * has ended before the last load gives none back: it has failed.
     */
    private RowLoad spare() throws InterruptedException {
        RowLoad load = returned.poll();
        while (load == null && ended.getCount() > 0) {
            load = file.assist() ? returned.poll() : returned.poll(PAUSE_MICROS, TimeUnit.MICROSECONDS);
        }
        return load == null ? load() : load;
    }

    /** Waits until everything is written and the file is finished, and helps with it. */
    void finish(Map<String, String> entries) throws IOException {
        provenance = entries;
        end();
        failure.rethrow();
    }

    /** Waits until the writer has let go of the file; what it has not begun to write is dropped. */
    void abandon() {
        abandoned = true;
        end();
    }

    /** The writer does not wait for anybody, so this waits through an interrupt, which is kept. */
    private void end() {
        filling.endHere();
        sent.add(filling);
        boolean interrupted = false;
        while (true) {
            try {
                while (!ended.await(PAUSE_MICROS, TimeUnit.MICROSECONDS)) {
                    while (!abandoned && file.assist()) {}
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The writer. After a failure it only gives buffers back, so that the reader comes to hear of it. */
    @Override
    public void run() {
        try {
            boolean last = false;
            while (!last) {
                RowLoad load = received();
                last = load.isLast();
                attempt(() -> load.write(file));
                load.clear();
                returned.add(load);
            }
            attempt(this::finishFile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.set(new InterruptedIOException("interrupted while rows were written"));
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    /** The writer has let go of the file, and its thread is free: what the reader waits for. */
    void ended() {
        ended.countDown();
    }

    /** A load that the reader has sent; until there is one, does a part of the reader's work where it can. */
    private RowLoad received() throws InterruptedException {
        RowLoad load = sent.poll();
        while (load == null) {
            load = source.readAhead() ? sent.poll() : sent.poll(PAUSE_MICROS, TimeUnit.MICROSECONDS);
        }
        return load;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Whatever goes wrong is told to the reader, who has to act on it. */
    private void attempt(Work work) {
        if (failure.isSet() || abandoned) {
            return;
        }
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            failure.set(e);
        }
    }

    private void finishFile() throws IOException {
        Map<String, String> entries = provenance;
        if (entries != null) {
            file.finish(entries);
        }
    }
}
