package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.RestartFileException;
import io.tidbmirror.batch.WindowBuilder;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.Covered;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.decode.DrawnFiles;
import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.Compression;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.ParquetFormat;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two threads land a large file, two windows side by side, and all share their pools: whatever fails in one of the threads,
 * the landing files are those that one thread writes, and nothing that a failure left behind shows in a later one.
 */
class LargeFilesOfTwoThreadsTest {
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int LEAST_SEEDS = 3;
    private static final int FILE_BYTES = 900_000;
    private static final BatchLimits ONE_FILE = new BatchLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final WriterThreads two = new WriterThreads(
            task -> {
                threads.incrementAndGet();
                pool.execute(task);
            },
            4,
            WriterThreads.permits(2));
    private final LandingFormat parquet = new ParquetFormat(Compression.SNAPPY, 1 << 18);
    private final DelimitedFormat delimited = new DelimitedFormat();
    private final Decoder blocks = DrawnFiles.decoder(30_000, null);
    private final Decoder texts = DrawnFiles.decoder(20_000, delimited.rowForm());

    /** For a delimited file, which does not tell where blocks began. */
    private final Decoder whole = DrawnFiles.decoder(FILE_BYTES, null);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    @Timeout(300)
    void theirLandingFilesAreThoseOfOneThreadWhateverFailedBefore() throws Exception {
        long begin = System.nanoTime();
        int seed = 0;
        for (; seed < LEAST_SEEDS || (seed < 200 && System.nanoTime() - begin < MOST_NANOS); seed++) {
            int number = seed;
            Future<?> beside = pool.submit(() -> {
                landAgainAndAgain(-1 - number);
                return null;
            });
            landAgainAndAgain(seed);
            beside.get();
        }
        assertThat(threads.get()).isGreaterThan(seed);
        assertThat(failures.get()).isPositive();
    }

    private void landAgainAndAgain(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        boolean text = random.nextBoolean();
        LandingFormat format = text ? delimited : parquet;
        List<byte[]> files = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i >= 0; i--) {
            files.add(DrawnFiles.file(random, i, FILE_BYTES));
        }
        BatchLimits limits = random.nextBoolean() ? ONE_FILE : new BatchLimits(6_000, Long.MAX_VALUE, Duration.ZERO);
        List<byte[]> expected = new ArrayList<>();
        land(files, limits, text ? whole : blocks, format, WriterThreads.NONE, Trouble.none(), expected);
        for (int i = 0; i < 4; i++) {
            Trouble trouble = i == 3 ? Trouble.none() : Trouble.drawn(random, files.size() * FILE_BYTES);
            List<byte[]> landed = new ArrayList<>();
            try {
                land(files, limits, text ? texts : blocks, format, two, trouble, landed);
                assertThat(landed).as("seed " + seed).hasSameSizeAs(expected);
            } catch (IOException e) {
                assertThat(trouble.isMet()).as("seed " + seed + ": " + e).isTrue();
                failures.incrementAndGet();
            }
            Thread.interrupted();
            for (int j = 0; j < landed.size(); j++) {
                assertThat(landed.get(j)).as("seed " + seed).isEqualTo(expected.get(j));
            }
        }
    }

    /** As a table's lander reads and writes a window; fills {@code landed} file by file. */
    private static void land(
            List<byte[]> files,
            BatchLimits limits,
            Decoder decoder,
            LandingFormat format,
            WriterThreads writers,
            Trouble trouble,
            List<byte[]> landed)
            throws IOException {
        WindowPlan plan =
                new WindowPlan(DrawnFiles.SCHEMA.table(), Covered.NOTHING, Covered.below(Long.MAX_VALUE), files.size());
        WindowBuilder window = new WindowBuilder(plan, limits);
        for (int i = 0; i < files.size(); i++) {
            ByteSource bytes = trouble.reading(DrawnFiles.source(i, files.get(i)));
            window.add(
                    new PlannedFile(plan, i, bytes, DrawnFiles.SCHEMA, "", "", 0, 0, null),
                    new MarkedSource(decoder.decode(bytes, DrawnFiles.SCHEMA)));
        }
        try (WindowReader reader = window.toWindow().open()) {
            while (reader.nextFile()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (LandingFile file = writers.writing(
                        format.begin(DrawnFiles.SCHEMA, trouble.writing(bytes)), DrawnFiles.SCHEMA, reader)) {
                    for (MarkedBlock rows = reader.next(); rows != null; rows = reader.next()) {
                        file.write(rows);
                    }
                    file.finish(Map.of());
                    landed.add(bytes.toByteArray());
                } catch (RestartFileException e) {
                    assertThat(e).as("the same file comes again").isNotNull();
                }
            }
        }
    }
}
