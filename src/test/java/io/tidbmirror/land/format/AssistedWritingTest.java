package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.mark.MarkedBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second thread does a part of the work of the one that writes. */
class AssistedWritingTest {
    private static final Scratch SCRATCH = new Scratch(Compression.NONE);

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void aFileDoesNotTellWhetherSomebodyAssisted() throws Exception {
        List<MarkedBlock> blocks = new ArrayList<>();
        for (int from = 0; from < 60_000; from += 12_000) {
            blocks.add(Rows.block(
                    FormulaTable.SCHEMA,
                    IntStream.range(from, from + 12_000)
                            .mapToObj(FormulaTable::row)
                            .toList()));
        }
        AtomicInteger assisted = new AtomicInteger();

        byte[] alone = write(blocks, file -> false, assisted);
        assertThat(assisted).hasValue(0);
        byte[] together = write(blocks, LandingFile::assist, assisted);

        assertThat(assisted).hasPositiveValue();
        assertThat(together).isEqualTo(alone);
    }

    private interface Assistant {
        boolean assist(LandingFile file);
    }

    private byte[] write(List<MarkedBlock> blocks, Assistant assistant, AtomicInteger assisted) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicBoolean over = new AtomicBoolean();
        try (OutputStream out = bytes;
                LandingFile file = new ParquetFormat(Compression.SNAPPY, 1 << 20).begin(FormulaTable.SCHEMA, out)) {
            Future<?> assisting = pool.submit(() -> {
                while (!over.get()) {
                    assisted.addAndGet(assistant.assist(file) ? 1 : 0);
                }
            });
            for (MarkedBlock block : blocks) {
                file.write(block);
            }
            file.finish(Map.of());
            over.set(true);
            assisting.get();
        }
        return bytes.toByteArray();
    }

    @Test
    void theStepEndsWhenTheTasksOfAllAreDone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Thread owner = Thread.currentThread();
        SharedStep step = new SharedStep(
                (column, scratch) -> {
                    if (Thread.currentThread() != owner) {
                        begun.countDown();
                        wait(go);
                    } else if (done.get() == 2) {
                        go.countDown(); // the other one has not done its own by now
                    }
                    done.incrementAndGet();
                },
                new int[] {0, 1, 2, 3});
        pool.submit(() -> step.doNext(SCRATCH));
        begun.await();

        step.complete(SCRATCH);

        assertThat(done).hasValue(4);
        assertThat(step.doNext(SCRATCH)).isFalse();
    }

    @Test
    void whatGoesWrongForTheAssistantIsThrownToTheOwner() throws IOException {
        for (Throwable failure : List.of(
                new IOException("disk is full"), new IllegalStateException("a bug"), new StackOverflowError())) {
            ThreadFailure wrong = new ThreadFailure();
            wrong.set(failure);
            AtomicInteger begun = new AtomicInteger();
            SharedStep step = new SharedStep(
                    (column, scratch) -> {
                        begun.incrementAndGet();
                        wrong.rethrow();
                    },
                    new int[] {7, 8});
            assertThat(step.doNext(SCRATCH)).isTrue();

            assertThatThrownBy(() -> step.complete(SCRATCH)).isSameAs(failure);
            assertThat(begun).as("the other column is left").hasValue(1);
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
