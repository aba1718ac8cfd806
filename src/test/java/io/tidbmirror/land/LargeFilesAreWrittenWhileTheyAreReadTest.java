package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows of a large landing file are written by one thread while another reads the next ones. */
class LargeFilesAreWrittenWhileTheyAreReadTest {
    private static final FileRows ROWS = FileRows.none(Covered.NOTHING);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final WriterThreads threads = new WriterThreads(pool, 2, 2, 1);
    private final RecordedFile file = new RecordedFile();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void theFileGetsTheSameSlicesInTheSameOrder() throws IOException {
        for (int loadBytes : new int[] {1, 500}) {
            RecordedFile written = new RecordedFile();
            List<String> expected = new ArrayList<>();
            WriterThreads two = new WriterThreads(pool, 2, 2, loadBytes);
            try (LandingFile large = two.writing(written, ChangeLog.SCHEMA, ROWS)) {
                ChangeBlock block = new ChangeBlock(ChangeLog.SCHEMA);
                for (int i = 0; i < 200; i++) {
                    fill(block, i, 1 + i % 7);
                    MarkedBlock slice = slice(block, i % 3 == 0 ? 0 : i % block.rows(), block.rows());
                    expected.add(RecordedFile.text(slice));
                    large.write(slice);
                }
                large.finish(Map.of());
            }

            assertThat(written.slices).isEqualTo(expected);
            assertThat(written.finished).isTrue();
            assertThat(written.writers).hasSize(2);
        }
    }

    /** A block takes many times the memory of a row. */
    @Test
    void smallSlicesShareABlockOnTheirWay() throws IOException {
        BlockPool blocks = new BlockPool();
        RowLoad load = new RowLoad(ChangeLog.SCHEMA, blocks, 8_000);
        ChangeBlock block = new ChangeBlock(ChangeLog.SCHEMA);
        int slices = 0;
        for (; !load.isFull(); slices++) {
            fill(block, slices, slices == 50 ? 100 : 1);
            load.take(slice(block, 0, block.rows()));
            assertThat(block.rows()).as("the large one is moved").isEqualTo(slices == 50 ? 0 : 1);
        }

        load.write(file);
        assertThat(file.slices).hasSize(slices).hasSizeGreaterThan(100);
        assertThat(file.blocks).hasSize(2);
        load.clear();
        assertThat(Set.of(blocks.borrow(ChangeLog.SCHEMA), blocks.borrow(ChangeLog.SCHEMA)))
                .isEqualTo(file.blocks);
        assertThat(load.isFull()).isFalse();
    }

    @Test
    void tablesThatLandSideBySideGetNoMoreThreadsThanAllowed() throws IOException {
        RecordedFile other = new RecordedFile();
        try (LandingFile one = threads.writing(file, ChangeLog.SCHEMA, ROWS);
                LandingFile two = threads.writing(other, ChangeLog.SCHEMA, ROWS)) {
            write(one, 5);
            write(two, 5);
        }

        assertThat(file.writers).containsExactly(Thread.currentThread());
        assertThat(other.writers).containsExactly(Thread.currentThread());
    }

    @Test
    void whatTheWriterRunsIntoReachesWhoReads() {
        for (Exception failure : List.of(new IOException("disk is full"), new PoisonException("the key is NULL"))) {
            RecordedFile failing = new RecordedFile();
            failing.failure = failure;

            assertThatThrownBy(() -> {
                        try (LandingFile large = threads.writing(failing, ChangeLog.SCHEMA, ROWS)) {
                            write(large, 100);
                            large.finish(Map.of());
                        }
                    })
                    .isSameAs(failure);
            assertThat(failing.finished).isFalse();
            assertThat(failing.slices).hasSize(1);
        }
    }

    @Test
    void readingWaitsForAWriterThatIsBehind() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        file.gate = go;
        Thread[] reader = new Thread[1];
        Future<?> reading = pool.submit(() -> {
            reader[0] = Thread.currentThread();
            try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, ROWS)) {
                for (int i = 0; i < 100; i++) {
                    write(large, 1);
                    sent.incrementAndGet();
                }
                large.finish(Map.of());
            }
            return null;
        });

        await().until(() -> sent.get() > 1 && reader[0].getState() == Thread.State.TIMED_WAITING);
        assertThat(sent).hasValueLessThan(14); // 12 loads of one slice
        go.countDown();
        reading.get();
        assertThat(file.slices).hasSize(100);
    }

    @Test
    void whoWaitsForTheWriterAssistsIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        file.gate = go;
        file.onAssist = () -> {
            if (file.assisted.incrementAndGet() == 3) {
                go.countDown();
            }
            return file.assisted.get() <= 3;
        };
        try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, ROWS)) {
            write(large, 20);
            large.finish(Map.of());
        }

        assertThat(file.assisted).hasValueGreaterThanOrEqualTo(3);
        assertThat(file.slices).hasSize(20);
    }

    @Test
    void aWriterThatHasNothingToWriteReadsAhead() throws Exception {
        AtomicInteger ahead = new AtomicInteger();
        FileRows rows = readAhead(() -> ahead.incrementAndGet() <= 3);
        try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, rows)) {
            write(large, 20);
            await().until(() -> ahead.get() > 3);
            large.finish(Map.of());
        }

        assertThat(file.slices).hasSize(20);
        assertThat(file.finished).isTrue();
    }

    @Test
    void whatGoesWrongAheadReachesWhoReads() {
        IllegalStateException failure = new IllegalStateException("a bug");
        FileRows rows = readAhead(() -> {
            throw failure;
        });

        assertThatThrownBy(() -> {
                    try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, rows)) {
                        write(large, 3);
                        await().until(() -> !file.writers.isEmpty());
                        large.finish(Map.of());
                    }
                })
                .isSameAs(failure);
        assertThat(file.finished).isFalse();
    }

    @Test
    void whoWaitsForAWriterThatFailsAheadComesToHearOfIt() {
        IllegalStateException failure = new IllegalStateException("a bug");
        CountDownLatch ahead = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        file.onAssist = () -> {
            waiting.countDown();
            return false;
        };
        FileRows rows = readAhead(() -> {
            ahead.countDown();
            await().until(() -> waiting.getCount() == 0);
            throw failure;
        });

        assertThatThrownBy(() -> {
                    try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, rows)) {
                        write(large, 3);
                        ahead.await();
                        write(large, 100);
                    }
                })
                .isSameAs(failure);
    }

    @Test
    void theWriterHasLetGoOfTheFileBeforeItIsClosedWhateverWentWrong() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Thread reader = Thread.currentThread();
        OutOfMemoryError failure = new OutOfMemoryError("while it assisted");
        file.gate = go;
        file.onAssist = () -> {
            file.assisted.incrementAndGet();
            throw failure;
        };
        Future<?> opening = pool.submit(() -> {
            await().until(() -> file.assisted.get() > 0);
            await().until(() -> file.closed || reader.getState() == Thread.State.TIMED_WAITING);
            go.countDown();
        });

        assertThatThrownBy(() -> {
                    try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, ROWS)) {
                        write(large, 3);
                        await().until(() -> file.waiting);
                        large.finish(Map.of());
                    }
                })
                .isSameAs(failure);
        opening.get();
        assertThat(file.closedWhileItWasWritten).isFalse();
    }

    private static FileRows readAhead(BooleanSupplier step) {
        return new FileRows() {
            @Override
            public @Nullable MarkedBlock next() {
                return null;
            }

            @Override
            public boolean readAhead() {
                return step.getAsBoolean();
            }

            @Override
            public Covered covered() {
                return Covered.NOTHING;
            }
        };
    }

    @Test
    void whereMemoryIsShortLargeFilesWaitForEachOther() throws Exception {
        WriterThreads narrow = new WriterThreads(pool, 1, 1, 1);
        RecordedFile other = new RecordedFile();
        Thread[] second = new Thread[1];
        Future<?> waiting;
        try (LandingFile first = narrow.writing(file, ChangeLog.SCHEMA, ROWS)) {
            write(first, 5);
            waiting = pool.submit(() -> {
                second[0] = Thread.currentThread();
                try (LandingFile large = narrow.writing(other, ChangeLog.SCHEMA, ROWS)) {
                    write(large, 5);
                }
                return null;
            });
            await().until(() -> second[0] != null && second[0].getState() == Thread.State.WAITING);
            write(first, 5);
            assertThat(file.slices).hasSize(10);
        }
        waiting.get();

        assertThat(other.slices).hasSize(5);
    }

    @Test
    void nothingIsWrittenOnceTheFileIsGivenUp() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        file.gate = go;
        LandingFile large = threads.writing(file, ChangeLog.SCHEMA, ROWS);
        write(large, 3);
        Future<?> closing = pool.submit(large::close);
        go.countDown();
        closing.get();
        int written = file.slices.size();

        assertThat(file.closed).isTrue();
        pool.shutdown();
        await().until(pool::isTerminated);
        assertThat(file.slices).hasSize(written);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        file.gate = new CountDownLatch(1);
        Thread reader = Thread.currentThread();
        file.onWait = reader::interrupt;

        assertThatThrownBy(() -> {
                    try (LandingFile large = threads.writing(file, ChangeLog.SCHEMA, ROWS)) {
                        try {
                            write(large, 100);
                        } finally {
                            file.gate.countDown();
                        }
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file.closed).isTrue();
    }

    private static void write(LandingFile large, int slices) throws IOException {
        ChangeBlock block = new ChangeBlock(ChangeLog.SCHEMA);
        for (int i = 0; i < slices; i++) {
            fill(block, i, 2);
            large.write(slice(block, 0, 2));
        }
    }

    private static void fill(ChangeBlock block, int first, int rows) {
        block.clear();
        block.reserve(rows);
        for (int row = 0; row < rows; row++) {
            block.commitTs()[row] = first;
            ((LongVector) block.column(0)).add(100L * first + row);
        }
        block.added(rows);
    }

    private static MarkedBlock slice(ChangeBlock block, int from, int to) {
        byte[] markers = new byte[block.rows()];
        Arrays.fill(markers, Marker.UPSERT);
        markers[from] = Marker.DELETE;
        return new MarkedBlock(block, markers, from, to);
    }
}
