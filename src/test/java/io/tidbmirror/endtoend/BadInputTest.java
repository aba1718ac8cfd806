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
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is broken stops its own table, with a reason that helps; the other tables land, and nothing is lost. */
class BadInputTest {

    private static final long VERSION = 440_000_000_000_000_000L;
    private static final Name BAD = new Name("shop", "bad");
    private static final Name GOOD = new Name("shop", "good");
    private static final String SECOND_FILE = "CDC00000000000000000002.csv";
    private static final int HUGE_FIELD = 200 << 20;

    @TempDir
    Path folder;

    private FeedWriter feed;
    private FeedTable bad;

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

    private FeedTable table(String name) throws IOException {
        return feed.create(
                "shop",
                name,
                VERSION,
                "CREATE TABLE `" + name + "` (`id` INT PRIMARY KEY,`v` LONGTEXT)",
                List.of(FeedColumn.key("id", "INT"), FeedColumn.of("v", "LONGTEXT", "4294967295")));
    }

    @Test
    void aTruncatedFileQuarantinesItsTable() throws Exception {
        try (FeedFile file = bad.next()) {
            file.row('I', VERSION + 30, 3, "three").row('I', VERSION + 40, 4, "a long value that is cut");
        }
        try (RandomAccessFile cut = new RandomAccessFile(bad.file(2).toFile(), "rw")) {
            cut.setLength(cut.length() - 10);
        }

        assertQuarantined(SECOND_FILE, 2);
    }

    @Test
    void aValueThatIsNoNumberQuarantinesItsTable() throws Exception {
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3,\"three\"\n\"I\",\"bad\",\"shop\"," + (VERSION + 40)
                + ",4x,\"four\"\n");

        assertQuarantined(SECOND_FILE, 2);
    }

    @Test
    void aRowWithTooManyColumnsQuarantinesItsTable() throws Exception {
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3,\"three\",\"more\"\n");

        assertQuarantined(SECOND_FILE, 1);
    }

    @Test
    void aRowWithTooFewColumnsQuarantinesItsTable() throws Exception {
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3\n");

        assertQuarantined(SECOND_FILE, 1);
    }

    @Test
    void textThatIsNotUtf8QuarantinesItsTable() throws Exception {
        byte[] row = ("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3,\"thr?e\"\n").getBytes(StandardCharsets.UTF_8);
        row[row.length - 4] = (byte) 0xff;
        try (FeedFile file = bad.next()) {
            file.raw(row);
        }

        assertQuarantined(SECOND_FILE, 1);
    }

    @Test
    void aFieldOfTwoHundredMegabytesQuarantinesItsTable() throws Exception {
        byte[] some = new byte[1 << 20];
        Arrays.fill(some, (byte) 'x');
        try (FeedFile file = bad.next()) {
            file.row('I', VERSION + 30, 3, "three");
            file.raw(("\"I\",\"bad\",\"shop\"," + (VERSION + 40) + ",4,\"").getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < HUGE_FIELD; written += some.length) {
                file.raw(some);
            }
            file.raw("\"\n".getBytes(StandardCharsets.UTF_8));
        }

        assertQuarantined(SECOND_FILE, 2);
    }

    @Test
    void aVersionWithoutItsSchemaFileQuarantinesItsTable() throws Exception {
        try (Stream<Path> files = Files.list(bad.meta())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        Map<Name, JsonNode> status = landed(4);
        JsonNode line = status.get(BAD);
        assertThat(line.get("state").asText()).isEqualTo("QUARANTINED");
        assertThat(line.get("reason").asText()).contains("schema").contains(Long.toString(VERSION));
    }

    @Test
    void aRowAboveTheNextVersionThatStandsInTheFolderBeforeQuarantinesItsTable() throws Exception {
        feed.addColumns(
                "shop",
                "bad",
                VERSION + 25,
                "ALTER TABLE `bad` ADD COLUMN `w` INT",
                List.of(
                        FeedColumn.key("id", "INT"),
                        FeedColumn.of("v", "LONGTEXT", "4294967295"),
                        FeedColumn.of("w", "INT", "11")));
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 25) + ",3,\"three\"\n\"I\",\"bad\",\"shop\"," + (VERSION + 26)
                + ",4,\"four\"\n");

        JsonNode line = landed(4).get(BAD);
        assertThat(line.get("state").asText()).isEqualTo("QUARANTINED");
        assertThat(line.get("reason").asText())
                .contains(SECOND_FILE + ", offset 46")
                .contains(Long.toString(VERSION + 25));
    }

    @Test
    void aSchemaFileThatIsNoJsonQuarantinesItsTable() throws Exception {
        try (Stream<Path> files = Files.list(bad.meta())) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"Table\": \"bad\", ");
        }

        Map<Name, JsonNode> status = landed(4);
        JsonNode line = status.get(BAD);
        assertThat(line.get("state").asText()).isEqualTo("QUARANTINED");
        assertThat(line.get("reason").asText()).contains("schema_" + VERSION);
    }

    @Test
    void namesThatClimbOutOfTheLandingZoneStayInside() throws Exception {
        FeedTable climbing = feed.create(
                "shop",
                "climbing",
                VERSION,
                "CREATE TABLE `climbing` (`id` INT PRIMARY KEY)",
                List.of(FeedColumn.key("id", "INT")));
        try (FeedFile file = climbing.next()) {
            file.row('I', VERSION + 10, 1);
        }
        try (Stream<Path> files = Files.list(climbing.meta())) {
            Path file = files.findFirst().orElseThrow();
            String schema = Files.readString(file).replace("\"climbing\"", "\"../../../climbing\"");
            Files.writeString(file, schema.replace("\"Schema\" : \"shop\"", "\"Schema\" : \"../up\""));
        }
        Mirror mirror = mirror();

        CommandRun run = mirror.run();

        assertThat(run.exitCode()).as(run.toString()).isIn(0, 4);
        assertGoodIsLanded(mirror, mirror.status());
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(
                            p -> !p.startsWith(folder.resolve("feed")) && !p.startsWith(folder.resolve("mirror"))))
                    .containsExactly(folder);
        }
        try (Stream<Path> all = Files.walk(mirror.zone())) {
            assertThat(all.map(p -> p.getFileName().toString())).noneMatch(n -> n.contains(".."));
        }
    }

    @Test
    void garbageInTheCheckpointEndsTheRunAtOnce() throws Exception {
        for (String garbage :
                List.of("", "{\"checkpoint-ts\":", "{\"checkpoint-ts\":-5}", "{\"checkpoint\":7}", "\0\1")) {
            Files.writeString(feed.folder().resolve("metadata"), garbage);

            CommandRun run = mirror().run();

            assertThat(run.exitCode()).as(garbage + run).isEqualTo(3);
            assertThat(run.err()).contains("metadata");
        }
    }

    @Test
    void aFeedThatIsNotThereEndsTheRunAtOnce() {
        CommandRun run = new Mirror(folder.resolve("mirror"), folder.resolve("nowhere"), FeedWriter.settings()).run();

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("nowhere");
    }

    private void second(String rows) throws IOException {
        try (FeedFile file = bad.next()) {
            file.raw(rows.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void assertQuarantined(String file, int line) throws Exception {
        JsonNode table = landed(4).get(BAD);
        assertThat(table.get("state").asText()).isEqualTo("QUARANTINED");
        String reason = table.get("reason").asText();
        assertThat(reason)
                .contains("shop.bad")
                .contains(file)
                .containsPattern("line " + line + "\\b")
                .containsPattern("offset \\d+");
        assertThat(reason.length())
                .as("a reason is a sentence, not a dump: " + reason)
                .isBetween(60, 1500);
    }

    private Map<Name, JsonNode> landed(int exitCode) throws Exception {
        Mirror mirror = mirror();
        CommandRun run = mirror.run();
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
        Map<Name, JsonNode> status = mirror.status();
        assertGoodIsLanded(mirror, status);
        return status;
    }

    private static void assertGoodIsLanded(Mirror mirror, Map<Name, JsonNode> status) throws Exception {
        JsonNode good = status.get(GOOD);
        assertThat(good.get("state").asText()).isEqualTo("ACTIVE");
        try (LandingReader reader = new LandingReader()) {
            LandedTable landed =
                    reader.read(mirror.zone().resolve(good.get("folder").asText()));
            assertThat(landed.rows()).containsExactly(row("1", "one"), row("2", "two"), row("3", "three"));
        }
    }

    private static LandedRow row(String id, String v) {
        return new LandedRow(4, Map.of("id", id, "v", v));
    }

    private Mirror mirror() {
        return new Mirror(folder.resolve("mirror"), feed.folder(), FeedWriter.settings());
    }
}
