package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.oracle.LandedRow;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A changefeed of two tables: one lands whatever is done to the other. */
abstract class OneBadTable {
    static final long VERSION = 440_000_000_000_000_000L;
    static final Name BAD = new Name("shop", "bad");
    static final Name GOOD = new Name("shop", "good");
    static final String SECOND_FILE = "CDC00000000000000000002.csv";

    @TempDir
    Path folder;

    FeedWriter feed;
    FeedTable bad;

    @BeforeEach
    void writeTheChangefeed() throws IOException {
        feed = new FeedWriter(folder.resolve("feed"));
        bad = table("bad");
        FeedTable good = table("good");
        for (FeedTable table : List.of(bad, good)) {
            try (FeedFile file = table.next()) {
                file.row('I', VERSION + 10, 1, "one").row('I', VERSION + 20, 2, "two");
            }
        }
        try (FeedFile file = good.next()) {
            file.row('I', VERSION + 30, 3, "three");
        }
        feed.checkpoint(VERSION + 1000);
    }

    FeedTable table(String name) throws IOException {
        return feed.create(
                "shop",
                name,
                VERSION,
                "CREATE TABLE `" + name + "` (`id` INT PRIMARY KEY,`v` LONGTEXT)",
                List.of(FeedColumn.key("id", "INT"), FeedColumn.of("v", "LONGTEXT", "4294967295")));
    }

    void second(String rows) throws IOException {
        try (FeedFile file = bad.next()) {
            file.raw(rows.getBytes(StandardCharsets.UTF_8));
        }
    }

    Map<Name, JsonNode> landed(int exitCode) throws Exception {
        Mirror mirror = mirror();
        CommandRun run = mirror.run();
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
        Map<Name, JsonNode> status = mirror.status();
        assertGoodIsLanded(mirror, status);
        return status;
    }

    static void assertGoodIsLanded(Mirror mirror, Map<Name, JsonNode> status) throws Exception {
        JsonNode good = status.get(GOOD);
        assertThat(good.get("state").asText()).isEqualTo("ACTIVE");
        try (LandingReader reader = new LandingReader()) {
            LandedTable landed =
                    reader.read(mirror.zone().resolve(good.get("folder").asText()));
            assertThat(landed.rows()).containsExactly(row("1", "one"), row("2", "two"), row("3", "three"));
        }
    }

    static LandedRow row(String id, String v) {
        return new LandedRow(4, Map.of("id", id, "v", v));
    }

    Mirror mirror() {
        return new Mirror(folder.resolve("mirror"), feed.folder(), FeedWriter.settings());
    }
}
