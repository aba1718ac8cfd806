package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.oracle.LandedRow;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changefeed that takes the place of another one, below a prefix of its own. */
class AnotherChangefeedTest {
    private static final long VERSION = 440_000_000_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void oneThatBeginsAtOrBelowTheCheckpointOfTheFormerGoesOnWithEachChangeOnce() throws Exception {
        land("former", VERSION + 25, new long[][] {{10, 1}, {20, 2}, {30, 3}});

        land("next", VERSION + 100, new long[][] {{20, 2}, {30, 3}, {40, 4}});

        try (LandingReader reader = new LandingReader()) {
            assertThat(reader.read(folder.resolve("mirror/landing-zone/shop.schema/t"))
                            .rows())
                    .containsExactly(row(1), row(2), row(3), row(4));
        }
    }

    private void land(String prefix, long checkpoint, long[][] rows) throws IOException {
        FeedWriter feed = new FeedWriter(folder.resolve(prefix));
        FeedTable table = feed.create(
                "shop",
                "t",
                VERSION,
                "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` LONGTEXT)",
                List.of(FeedColumn.key("id", "INT"), FeedColumn.of("v", "LONGTEXT", "4294967295")));
        try (FeedFile file = table.next()) {
            for (long[] row : rows) {
                file.row('I', VERSION + row[0], row[1], "v");
            }
        }
        feed.checkpoint(checkpoint);
        CommandRun run = new Mirror(folder.resolve("mirror"), feed.folder(), FeedWriter.settings()).run();
        assertThat(run.exitCode()).as(run.toString()).isZero();
    }

    private static LandedRow row(long id) {
        return new LandedRow(4, Map.of("id", Long.toString(id), "v", "v"));
    }
}
