package io.tidbmirror.local;

import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.HeadStore.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Two threads that count in one object until each has reached its quota. The object holds one number a thread. Prints
 * {@code worker number} for every increment that was acknowledged.
 */
final class CountingProcess {
    static final String NAME = "counters";

    private final HeadStore store;
    private final int worker;
    private final int quota;

    private CountingProcess(HeadStore store, int worker, int quota) {
        this.store = store;
        this.worker = worker;
        this.quota = quota;
    }

    /** Arguments: folder, number of the first worker, quota. */
    public static void main(String[] args) throws Exception {
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            HeadStore store = new LocalHeadStore(Path.of(args[0]));
            CountingProcess counter =
                    new CountingProcess(store, Integer.parseInt(args[1]) + i, Integer.parseInt(args[2]));
            threads[i] = new Thread(counter::count);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    static int[] numbers(Versioned object) {
        return Arrays.stream(new String(object.bytes(), StandardCharsets.UTF_8).split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    static byte[] bytes(int[] numbers) {
        return String.join(
                        " ", Arrays.stream(numbers).mapToObj(Integer::toString).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    private void count() {
        try {
            Versioned now = store.read(NAME);
            for (int[] numbers = numbers(now); numbers[worker] < quota; numbers = numbers(now)) {
                numbers[worker]++;
                if (store.replace(NAME, now.etag(), bytes(numbers)) != null) {
                    System.out.println(worker + " " + numbers[worker]);
                }
                now = store.read(NAME);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
