package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose names look like something else; docs/names.md says where they land. */
class NamesTest {
    private static final long VERSION = 470_612_650_490_000_000L;

    @TempDir
    Path folder;

    private FeedWriter feed;

    @BeforeEach
    void openFeed() throws IOException {
        feed = new FeedWriter(folder.resolve("feed"));
        feed.checkpoint(VERSION + 100);
    }

    private void table(String schema, String table) throws IOException {
        try (FeedFile file = feed.create(
                        schema,
                        table,
                        VERSION,
                        "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY)",
                        List.of(FeedColumn.key("id", "INT")))
                .next()) {
            file.row('I', VERSION + 1, 1);
        }
    }

    private Mirror mirror(Map<String, String> more) {
        Mirror mirror = new Mirror(folder, feed.folder(), FeedWriter.settings());
        more.forEach(mirror::with);
        return mirror;
    }

    private static String state(Map<Name, JsonNode> status, String schema, String table) {
        JsonNode line = status.get(new Name(schema, table));
        return line == null
                ? "unknown"
                : line.get("state").asText() + " " + line.get("folder").asText();
    }

    @Test
    void whateverATableIsCalledItLandsInAFolderOfItsOwn() throws IOException {
        table("shop", "470612650490068993");
        table("470612650490068993", "2024-01-01");
        table("a/b", "c%2f");
        table("_s", "_metadata.json");
        table("schlüssel", "表 格");
        table("x.schema", "meta");

        Mirror mirror = mirror(Map.of());
        CommandRun run = mirror.run();

        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<Name, JsonNode> status = mirror.status();
        assertThat(state(status, "shop", "470612650490068993")).isEqualTo("ACTIVE shop.schema/470612650490068993");
        assertThat(state(status, "470612650490068993", "2024-01-01"))
                .isEqualTo("ACTIVE 470612650490068993.schema/2024-01-01");
        assertThat(state(status, "a/b", "c%2f")).isEqualTo("ACTIVE a~2fb.schema/c~252f");
        assertThat(state(status, "_s", "_metadata.json")).isEqualTo("ACTIVE ~5fs.schema/~5fmetadata~2ejson");
        assertThat(state(status, "schlüssel", "表 格")).isEqualTo("ACTIVE schl~c3~bcssel.schema/~e8~a1~a8~20~e6~a0~bc");
        assertThat(state(status, "x.schema", "meta")).isEqualTo("ACTIVE x~2eschema.schema/meta");
        assertThat(status).hasSize(6).allSatisfy((name, line) -> {
            assertThat(line.get("rows").asInt()).as(name.toString()).isEqualTo(1);
            assertThat(Files.isDirectory(
                            mirror.zone().resolve(line.get("folder").asText())))
                    .isTrue();
        });
    }

    @Test
    void ofTwoTablesThatDifferInCaseOnlyOneLandsAndTheOtherSaysWhatToDo() throws IOException {
        table("shop", "Orders");
        table("shop", "orders");

        Mirror mirror = mirror(Map.of());
        assertThat(mirror.run().exitCode()).isEqualTo(4);

        Map<Name, JsonNode> status = mirror.status();
        assertThat(status.values())
                .extracting(line -> line.get("state").asText())
                .containsExactlyInAnyOrder("ACTIVE", "QUARANTINED");
        assertThat(status.values())
                .extracting(line -> line.get("reason").asText())
                .anyMatch(reason -> reason.contains("differ in case only") && reason.contains(".target"));
    }

    @Test
    void aTargetThatIsAnotherTablesNameStopsOneOfThem() throws IOException {
        table("shop", "orders");
        table("crm", "orders");

        Mirror mirror = mirror(Map.of("tables.crm.orders.target", "Shop.orders"));
        assertThat(mirror.run().exitCode()).isEqualTo(4);

        assertThat(mirror.status().values())
                .extracting(line -> line.get("state").asText())
                .containsExactlyInAnyOrder("ACTIVE", "QUARANTINED");
    }
}
