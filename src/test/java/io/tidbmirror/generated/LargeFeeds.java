package io.tidbmirror.generated;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Changefeeds that are large in one way each, for the memory check. Each returns what must be landed of it. */
public final class LargeFeeds {

    /** What must be in the landing zone: files of all tables together, at least, and rows by marker. */
    public record Expected(int tables, long upserts, long deletes) {}

    private static final long VERSION = 440_000_000_000_000_000L;
    private static final long STEP = 1_000;
    private static final String TEXT =
            "a row of ordinary width, with a comma, a \"quote\" and some text that does not compress to nothing: ";
    private static final int ROWS_PER_COMMIT = 100;

    private LargeFeeds() {}

    /** One CSV file of {@code bytes}. */
    public static Expected oneFile(Path folder, long bytes) throws IOException {
        FeedWriter feed = new FeedWriter(folder);
        long id = 0;
        try (FeedFile file = table(feed, "large").next()) {
            while (file.size() < bytes) {
                row(file, 'I', commit(id / ROWS_PER_COMMIT), id++);
            }
        }
        feed.checkpoint(commit(id / ROWS_PER_COMMIT + 1));
        return new Expected(1, id, 0);
    }

    /** One commit-ts of {@code bytes} over several files; its deletes come after its inserts. */
    public static Expected oneCommit(Path folder, long bytes, int files) throws IOException {
        FeedWriter feed = new FeedWriter(folder);
        FeedTable table = table(feed, "transaction");
        long id = 0;
        long deletes = 0;
        for (int n = 0; n < files; n++) {
            boolean deleting = n >= files / 2;
            try (FeedFile file = table.next()) {
                while (file.size() < bytes / files) {
                    row(file, deleting ? 'D' : 'I', commit(1), id++);
                    deletes += deleting ? 1 : 0;
                }
            }
        }
        feed.checkpoint(commit(2));
        return new Expected(1, id - deletes, deletes);
    }

    /** Many tables whose rows interleave in time, so that all are open at once. */
    public static Expected manyTables(Path folder, int tables, int rows) throws IOException {
        FeedWriter feed = new FeedWriter(folder);
        for (int t = 0; t < tables; t++) {
            try (FeedFile file = table(feed, "t" + t).next()) {
                for (long id = 0; id < rows; id++) {
                    row(file, 'I', commit(id), id);
                }
            }
        }
        feed.checkpoint(commit(rows));
        return new Expected(tables, (long) tables * rows, 0);
    }

    private static long commit(long n) {
        return VERSION + (n + 1) * STEP;
    }

    private static FeedTable table(FeedWriter feed, String name) throws IOException {
        return feed.create(
                "big",
                name,
                VERSION,
                "CREATE TABLE `" + name
                        + "` (`id` BIGINT PRIMARY KEY,`v` VARCHAR(255),`n` DECIMAL(15,2),`t` DATETIME,`i` INT)",
                List.of(
                        FeedColumn.key("id", "BIGINT"),
                        FeedColumn.of("v", "VARCHAR", "255"),
                        new FeedColumn("n", "DECIMAL", "15", "2", true, false),
                        FeedColumn.of("t", "DATETIME", ""),
                        FeedColumn.of("i", "INT", "11")));
    }

    private static void row(FeedFile file, char operation, long commitTs, long id) throws IOException {
        file.row(
                operation,
                commitTs,
                id,
                TEXT + Long.toHexString(id * 0x9E3779B97F4A7C15L),
                id % 1000000 + ".25",
                "2026-01-02 03:04:05",
                id % 7);
    }
}
