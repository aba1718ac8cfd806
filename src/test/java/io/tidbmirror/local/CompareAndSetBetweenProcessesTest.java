package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.HeadStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 4 processes of 2 threads count together; processes that are killed are started again. */
class CompareAndSetBetweenProcessesTest {
    private static final int PROCESSES = 4;
    private static final int THREADS = 2;

    @TempDir(factory = TempDirFactory.Standard.class)
    private Path folder;

    private final ConcurrentMap<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger killed = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"10000, 0", "10000, 5"})
    void noIncrementIsLost(int increments, int killsEach) throws IOException {
        int quota = increments / (PROCESSES * THREADS);
        HeadStore store = new LocalHeadStore(folder);
        store.replace(CountingProcess.NAME, null, CountingProcess.bytes(new int[PROCESSES * THREADS]));

        List<CompletableFuture<Void>> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            int first = i * THREADS;
            processes.add(
                    CompletableFuture.runAsync(() -> count(first, quota, killsEach), task -> new Thread(task).start()));
        }
        processes.forEach(CompletableFuture::join);

        int[] numbers = CountingProcess.numbers(store.read(CountingProcess.NAME));
        assertThat(Arrays.stream(numbers).sum()).isEqualTo(increments);
        assertThat(killed).hasValue(killsEach * PROCESSES);
        if (killsEach == 0) {
            assertThat(acknowledged.values()).hasSize(PROCESSES * THREADS).allMatch(number -> number == quota);
        }
    }

    /** Runs a process to its end, or kills it after some increments and starts it again. */
    private void count(int first, int quota, int kills) {
        Random random = new Random(first);
        try {
            for (int left = kills; left >= 0; left--) {
                int patience = left == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(quota / (2 * kills));
                try (ForkedJvm process = ForkedJvm.start(
                        CountingProcess.class, folder.toString(), Integer.toString(first), Integer.toString(quota))) {
                    watch(process, patience);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void watch(ForkedJvm process, int patience) throws IOException, InterruptedException {
        int seen = 0;
        for (String line = process.line(); line != null; line = process.line()) {
            String[] increment = line.split(" ");
            int worker = Integer.parseInt(increment[0]);
            int number = Integer.parseInt(increment[1]);
            assertThat(number)
                    .as("what worker %s counted before must not be lost", worker)
                    .isGreaterThan(acknowledged.getOrDefault(worker, 0));
            acknowledged.put(worker, number);
            if (++seen == patience) {
                process.kill();
                killed.incrementAndGet();
            }
        }
        assertThat(process.exitCode()).isEqualTo(seen >= patience ? 137 : 0);
    }
}
