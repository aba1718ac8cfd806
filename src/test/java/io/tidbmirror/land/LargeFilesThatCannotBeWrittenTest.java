package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.format.LandingFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong in one of the two threads ends the other one, and is told. */
class LargeFilesThatCannotBeWrittenTest extends LargeFiles {
    @Test
    void whatTheWriterRunsIntoReachesWhoReads() {
        for (Throwable failure : List.of(
                new IOException("disk is full"), new PoisonException("the key is NULL"), new StackOverflowError())) {
            RecordedFile failing = new RecordedFile();
            failing.failure.set(failure);

            assertThatThrownBy(() -> {
                        try (LandingFile large = threads.writing(failing, ChangeLog.SCHEMA, ROWS)) {
                            write(large, 100);
                            large.finish(Map.of());
                        }
                    })
                    .isSameAs(failure);
            assertThat(failing.finished).isFalse();
            assertThat(failing.slices).hasSize(2);
        }
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
}
