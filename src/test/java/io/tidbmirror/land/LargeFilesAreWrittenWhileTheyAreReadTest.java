package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The rows of a large landing file are written by one thread while another reads the next ones. */
class LargeFilesAreWrittenWhileTheyAreReadTest extends LargeFiles {
    @Test
    void theFileGetsTheSameSlicesInTheSameOrder() throws IOException {
        for (int loadBytes : new int[] {1, 500}) {
            RecordedFile written = new RecordedFile();
            List<String> expected = new ArrayList<>();
            WriterThreads two = new WriterThreads(pool, 2, WriterThreads.permits(2), loadBytes);
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
    void whereMemoryIsShortLargeFilesWaitForEachOther() throws Exception {
        WriterThreads narrow = new WriterThreads(pool, 1, WriterThreads.permits(1), 1);
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
}
