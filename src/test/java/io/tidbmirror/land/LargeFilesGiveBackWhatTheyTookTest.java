package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.land.format.LandingFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a large file ends, later ones get the thread and the permit that it had, and no more than there are. */
class LargeFilesGiveBackWhatTheyTookTest extends LargeFiles {
    private boolean refusing;
    private final WriterThreads two = new WriterThreads(
            task -> {
                if (refusing) {
                    throw new RejectedExecutionException("no thread is left");
                }
                pool.execute(task);
            },
            2,
            WriterThreads.permits(2),
            1);

    @AfterEach
    void nothingIsMissingAndNothingIsTooMuch() throws Exception {
        refusing = false;
        RecordedFile alone = new RecordedFile();
        RecordedFile beside = new RecordedFile();
        Future<Void> third;
        try (LandingFile first = begin(alone)) {
            write(first, 20);
            try (LandingFile second = begin(beside)) {
                write(second, 5);
                third = waitingForAPermit(new AtomicReference<>());
            }
            first.finish(Map.of());
        }
        third.get();
        assertThat(alone.writers).hasSize(2);
        assertThat(beside.writers).containsExactly(Thread.currentThread());
    }

    @Test
    void aSmallOne() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (LandingFile small = begin(new RecordedFile())) {
                write(small, 1);
                small.finish(Map.of());
            }
        }
    }

    @Test
    void oneThatIsFinishedAndClosedTwice() throws IOException {
        for (int i = 0; i < 3; i++) {
            LandingFile large = begin(new RecordedFile());
            write(large, 20);
            large.finish(Map.of());
            large.close();
            large.close();
        }
    }

    /** Without this, one that begins at once would be written by the thread that reads, for want of another. */
    @Test
    void oneThatEndsBeforeAnotherBegins() throws IOException {
        for (int i = 0; i < 100; i++) {
            RecordedFile next = new RecordedFile();
            try (LandingFile large = begin(next)) {
                write(large, 20);
                large.finish(Map.of());
            }
            assertThat(next.writers).as("file " + i).hasSize(2);
        }
    }

    @Test
    void oneThatIsGivenUp() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (LandingFile large = begin(new RecordedFile())) {
                write(large, 20);
            }
        }
    }

    @Test
    void oneWhoseWriterFails() {
        for (int i = 0; i < 3; i++) {
            RecordedFile failing = new RecordedFile();
            failing.failure.set(new StackOverflowError());
            assertThatThrownBy(() -> {
                        try (LandingFile large = begin(failing)) {
                            write(large, 100);
                        }
                    })
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void oneForWhichNoThreadCanBeStarted() {
        refusing = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> {
                        try (LandingFile large = begin(new RecordedFile())) {
                            write(large, 5);
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void oneThatIsInterruptedWhileItWaitsForAPermit() throws Exception {
        try (LandingFile first = begin(new RecordedFile());
                LandingFile second = begin(new RecordedFile())) {
            write(first, 5);
            write(second, 5);
            for (int i = 0; i < 3; i++) {
                AtomicReference<Thread> waiting = new AtomicReference<>();
                Future<Void> third = waitingForAPermit(waiting);
                waiting.get().interrupt();
                assertThatThrownBy(third::get).hasCauseInstanceOf(InterruptedIOException.class);
            }
        }
    }

    private Future<Void> waitingForAPermit(AtomicReference<Thread> thread) {
        Callable<Void> landing = () -> {
            thread.set(Thread.currentThread());
            try (LandingFile large = begin(new RecordedFile())) {
                write(large, 5);
            } catch (InterruptedIOException e) {
                assertThat(Thread.interrupted()).isTrue();
                throw e;
            }
            return null;
        };
        Future<Void> waiting = pool.submit(landing);
        await().until(() ->
                waiting.isDone() || (thread.get() != null && thread.get().getState() == Thread.State.WAITING));
        assertThat(waiting).isNotDone();
        return waiting;
    }

    private LandingFile begin(RecordedFile file) {
        return two.writing(file, ChangeLog.SCHEMA, ROWS);
    }
}
