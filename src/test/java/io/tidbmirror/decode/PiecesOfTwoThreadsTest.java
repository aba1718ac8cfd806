package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads which piece of a large file, and what becomes of one that another thread is reading still. */
@Timeout(120)
class PiecesOfTwoThreadsTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Map<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> reads = new ConcurrentHashMap<>();
    private final Map<Integer, RuntimeException> failures = new ConcurrentHashMap<>();
    private final List<Integer> rows = new ArrayList<>();

    @AfterEach
    void stop() {
        gates.values().forEach(CountDownLatch::countDown);
        pool.shutdownNow();
    }

    @Test
    void aPieceThatAnotherThreadReadsIsWaitedForAndNotReadAgain() throws Exception {
        ChangeCursor cursor = openWithPiecesAhead();
        readSlowly(cursor, 1);
        Future<?> second = readSlowly(cursor, 2);
        Thread[] reader = new Thread[1];
        Future<?> reading = pool.submit(() -> {
            reader[0] = Thread.currentThread();
            collect(cursor);
            return null;
        });
        await().until(() -> reader[0] != null && reader[0].getState() == Thread.State.WAITING);
        assertThat(reads).as("it reads others before it waits").hasSize(DividedCursor.MOST + 1);

        open(2);
        second.get();
        await().until(() -> reader[0].getState() == Thread.State.WAITING);
        open(1);
        reading.get();

        assertThat(rows).isEqualTo(all());
        assertThat(reads.values()).allMatch(times -> times.get() == 1);
    }

    @Test
    void aPieceInWhichAnotherThreadFailsIsReadAgain() throws Exception {
        ChangeCursor cursor = openWithPiecesAhead();
        IllegalStateException failure = new IllegalStateException("a bug");
        failures.put(1, failure);
        assertThatThrownBy(cursor::readAhead).isSameAs(failure);
        failures.clear();

        collect(cursor);

        assertThat(rows).isEqualTo(all());
        assertThat(reads.get(1)).hasValue(2);
    }

    @Test
    void anInterruptEndsTheWaitForAPieceAndIsKept() throws Exception {
        ChangeCursor cursor = openWithPiecesAhead();
        readSlowly(cursor, 1);
        Thread reader = Thread.currentThread();
        pool.submit(() -> {
            await().until(() -> reader.getState() == Thread.State.WAITING);
            reader.interrupt();
        });

        assertThatThrownBy(() -> collect(cursor)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rows).containsExactly(0);
    }

    @Test
    void aThreadThatReadsFasterThanRowsAreAskedForGetsNoMorePiecesThanMemoryAllows() throws Exception {
        ChangeCursor cursor = openWithPiecesAhead();
        for (int handedOut = 1; handedOut < OneRowAPiece.PIECES; handedOut++) {
            while (cursor.readAhead()) {}
            assertThat(reads.size() - handedOut).isLessThanOrEqualTo(DividedCursor.MOST);
            rows.add(OneRowAPiece.piece(cursor.next()));
        }
        assertThat(rows).isEqualTo(all());
        assertThat(reads.values()).allMatch(times -> times.get() == 1);
    }

    @Test
    void nothingIsReadAheadUnlessAnotherThreadAsks() throws Exception {
        ChangeCursor cursor = openWithPiecesAhead();
        for (int piece = 1; piece < OneRowAPiece.PIECES - 1; piece++) {
            assertThat(cursor.next()).isNotNull();
        }
        assertThat(cursor.readAhead()).isFalse();
    }

    /** Of which the first one is handed out, and the next two are fetched. */
    private ChangeCursor openWithPiecesAhead() throws IOException {
        ChangeCursor cursor = OneRowAPiece.open("a", new PiecePool(OneRowAPiece.PIECE), this::read);
        assertThat(cursor.readAhead()).isFalse();
        rows.add(OneRowAPiece.piece(cursor.next()));
        return cursor;
    }

    /** Another thread that has begun a piece when this returns, and goes on when its gate is opened. */
    private Future<?> readSlowly(ChangeCursor cursor, int piece) {
        gates.put(piece, new CountDownLatch(1));
        Future<?> thread = pool.submit(cursor::readAhead);
        await().until(() -> reads.containsKey(piece));
        return thread;
    }

    private void open(int piece) {
        gates.get(piece).countDown();
    }

    private void read(int piece, ChangeBlock block) {
        reads.computeIfAbsent(piece, none -> new AtomicInteger()).incrementAndGet();
        try {
            gates.getOrDefault(piece, new CountDownLatch(0)).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failure = failures.get(piece);
        if (failure != null) {
            throw failure;
        }
    }

    private void collect(ChangeCursor cursor) throws IOException {
        for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
            rows.add(OneRowAPiece.piece(block));
        }
    }

    private static List<Integer> all() {
        return IntStream.range(0, OneRowAPiece.PIECES).boxed().toList();
    }
}
