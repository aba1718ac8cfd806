package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Schema files, versions and folders that are not as TiCDC writes them stop their own table, or the run at once. */
class BadFoldersTest extends OneBadTable {
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
}
