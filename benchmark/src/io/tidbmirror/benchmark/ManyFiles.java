package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Many files of 2 KB: the mirror alone, on two processors. As many tables and files as a mirror has landed after a while warm it
 * up, and are not measured.
 *
 * @param tables number of tables
 * @param files files of each
 * @param firstApart whether the mirror finds the first file of each table at a look of its own, and so makes the table's folder
 *     before there is more to land; else it finds all files at one look
 */
record ManyFiles(int tables, int files, boolean firstApart) {
    private static final int BYTES = 2_000;
    private static final int WARM_UPS = 20;
    private static final int NEW_TABLES = 50;
    private static final String WARM = "warm";

    /**
     * What it took.
     *
     * @param first nanoseconds of the look that found the first file of each table; 0 if there was none
     * @param rest nanoseconds of the look that found all other files
     */
    record Took(ManyFiles what, boolean synced, long first, long rest, long cpu, long peakHeap) {
        double filesPerSecond() {
            return (what.firstApart ? what.files - 1 : what.files) * what.tables / (rest / 1e9);
        }

        double microsPerFile() {
            return (rest + first) / 1e3 / what.files / what.tables;
        }

        double cpuMicrosPerFile() {
            return cpu / 1e3 / what.files / what.tables;
        }
    }

    Took run(Path folder, boolean synced) throws IOException {
        Machine.delete(folder);
        FeedFolder feed = new FeedFolder(folder.resolve("feed"));
        Files.createDirectories(feed.root());
        Path log = folder.resolve("mirror.log");
        try (Worker worker = Worker.start(
                "mirror", 2, Contestant.Mirror.command("csv", feed.root(), folder.resolve("zone"), "parquet"), log)) {
            for (int round = 1; round <= WARM_UPS; round++) {
                land(worker, feed, WARM, round, round + 1, round * NEW_TABLES);
                expire(feed, round, round * NEW_TABLES);
            }
            worker.ask("measure");
            int from = WARM_UPS + 1;
            int then = firstApart ? from + 1 : from;
            long[] first = firstApart ? land(worker, feed, "orders", from, then, tables) : new long[2];
            long[] rest = land(worker, feed, "orders", then, from + files, tables);
            long peak = Long.parseLong(worker.ask("end")[0]);
            return new Took(this, synced, first[0], rest[0], first[1] + rest[1], peak);
        } finally {
            Machine.delete(folder);
        }
    }

    /** Lands files {@code from} (inclusive) to {@code to} (exclusive) of so many tables; gives wall and processor time. */
    private static long[] land(Worker worker, FeedFolder feed, String name, int from, int to, int tables)
            throws IOException {
        for (int i = 0; i < tables; i++) {
            FeedTable table = table(name, i);
            feed.create(table);
            for (int number = from; number < to; number++) {
                Path place = feed.place(table, number, "csv");
                Data.ORDERS.write(place, table, number, BYTES);
                feed.index(table, place);
            }
        }
        feed.checkpoint(Data.checkpoint(to - 1));
        String[] answer = worker.ask("look");
        return new long[] {Long.parseLong(answer[0]), Long.parseLong(answer[1])};
    }

    /** Files of the tables that warm up go, as TiCDC deletes data files after some time. */
    private static void expire(FeedFolder feed, int number, int tables) throws IOException {
        for (int i = 0; i < tables; i++) {
            Files.delete(feed.place(table(WARM, i), number, "csv"));
        }
    }

    private static FeedTable table(String name, int i) {
        return Data.ORDERS.table().named(String.format("%s_%04d", name, i));
    }
}
