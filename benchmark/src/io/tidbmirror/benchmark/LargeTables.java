package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Several large tables at once, within {@code -Xmx128m} as everything here. */
final class LargeTables {
    private static final int TABLES = 4;
    private static final int FILES = 2;

    private final long bytes;

    /** @param bytes of each file */
    LargeTables(long bytes) {
        this.bytes = bytes;
    }

    /** One line about what it took. */
    String run(Path folder) throws IOException {
        Machine.delete(folder);
        FeedFolder feed = new FeedFolder(folder.resolve("feed"));
        Files.createDirectories(feed.root());
        try (Worker worker = Worker.start(
                "mirror",
                2,
                Contestant.Mirror.command("csv", feed.root(), folder.resolve("zone"), "parquet"),
                folder.resolve("mirror.log"))) {
            for (int i = 0; i < TABLES; i++) {
                FeedTable table = Data.WIDE.table().named("wide_" + i);
                feed.create(table);
                for (int number = 1; number <= FILES; number++) {
                    Path place = feed.place(table, number, "csv");
                    Data.WIDE.write(place, table, number, bytes);
                    feed.index(table, place);
                }
            }
            feed.checkpoint(Data.checkpoint(FILES));
            String[] took = worker.ask("look");
            String[] sums = worker.ask("end");
            return String.format(
                    "%d tables × %d files of %d MiB, 2 threads: %.1f s, CPU %.1f s, peak heap %d MiB of 128",
                    TABLES,
                    FILES,
                    bytes >> 20,
                    Long.parseLong(took[0]) / 1e9,
                    Long.parseLong(took[1]) / 1e9,
                    Long.parseLong(sums[0]) >> 20);
        } finally {
            Machine.delete(folder);
        }
    }
}
