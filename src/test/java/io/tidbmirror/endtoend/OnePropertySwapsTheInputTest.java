package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.BlobFolder;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import io.tidbmirror.oracle.LandedFile;
import io.tidbmirror.oracle.LandedRow;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One configuration, of which only {@code mirror.input} changes (and, for a folder, the location): each of the five inputs
 * lands the same rows of the same types through the same land route. Content-compatible messages have all types.
 */
class OnePropertySwapsTheInputTest {
    private static final Azurite AZURITE = Azurite.shared();
    private static final int DELETE = 2;

    @TempDir
    Path folder;

    private final List<Scenario> scenarios = List.of("bookshop", "types").stream()
            .map(name -> GoldenCorpus.open().scenario("new", name))
            .toList();

    @Test
    void everyInputLandsTheSameRowsOfTheSameTypes() throws Exception {
        List<Variant> files =
                scenarios.stream().map(one -> one.variant("json-content")).toList();
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), files);
        feed.moveCheckpoint(Long.MAX_VALUE >> 2);
        AzureUrl place = AzureUrl.parse(AZURITE.newContainer() + "/changefeed");
        BlobFolder.upload(feed.folder(), place);
        Map<String, String> settings = configuration(feed, topic(), place);

        Map<String, Object> fromFolder = landed("folder", settings, feed.folder());
        assertThat(fromFolder).hasSizeGreaterThan(150);
        List<String> differences = new ArrayList<>();
        for (String input : List.of("blob", "event-grid-queue", "event-grid-webhook", "kafka")) {
            differences.addAll(differences(input, fromFolder, landed(input, settings, null)));
        }
        assertThat(differences).isEmpty();
    }

    /** Tables, columns and rows, each by its name. */
    private static List<String> differences(String input, Map<String, Object> expected, Map<String, Object> landed) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(landed.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(expected.get(name), landed.get(name)))
                .map(name -> input + " " + name + ": " + landed.get(name) + " instead of " + expected.get(name))
                .toList();
    }

    private GoldenTopic topic() {
        List<MessageVariant> messages = scenarios.stream()
                .flatMap(one -> one.messageVariants().stream())
                .filter(variant -> variant.name().equals("kafka-canal-content"))
                .toList();
        return GoldenTopic.produce(Broker.shared(), messages);
    }

    /** What all inputs together need. */
    private Map<String, String> configuration(MergedFeed feed, GoldenTopic topic, AzureUrl place) {
        Map<String, String> settings = new LinkedHashMap<>(feed.settings());
        settings.putAll(topic.settings());
        settings.put("feed.location", place.toString());
        settings.put("event-grid.queue", AZURITE.newQueue().getQueueName());
        settings.put("event-grid.queue-service", AZURITE.queueEndpoint());
        settings.put("event-grid.secret", "0123456789abcdef");
        settings.put("azure.connection-string", AZURITE.connectionString());
        settings.put("landing.zero-date", "text");
        return settings;
    }

    /** Columns and folded rows of each table, by their names. */
    private Map<String, Object> landed(String input, Map<String, String> settings, @Nullable Path feed)
            throws Exception {
        Mirror mirror = new Mirror(folder.resolve(input), settings).with("mirror.input", input);
        if (feed != null) {
            mirror.with("feed.location", feed.toUri().toString());
        }
        CommandRun run = mirror.run();
        assertThat(run.exitCode()).as(run.toString()).isIn(0, 4);
        Map<String, Object> found = new TreeMap<>();
        try (LandingReader reader = new LandingReader()) {
            for (Path table : tables(mirror.zone())) {
                add(mirror.zone().relativize(table) + " ", reader.read(table), found);
            }
        }
        return found;
    }

    private static List<Path> tables(Path zone) throws IOException {
        try (var found = Files.find(zone, 3, (path, any) -> path.endsWith("_metadata.json"))) {
            return found.map(Path::getParent).toList();
        }
    }

    private static void add(String name, LandedTable table, Map<String, Object> found) {
        List<LandedFile> files = table.files();
        files.get(files.size() - 1).columns().forEach(column -> found.put(name + column.name(), column));
        for (LandedRow row : table.rows()) {
            Map<String, String> texts = new TreeMap<>();
            row.values().forEach((column, value) -> texts.put(column, String.valueOf(value)));
            String key = name + table.keyColumns().stream().map(texts::get).toList();
            if (row.marker() == DELETE) {
                found.remove(key);
            } else {
                found.put(key, texts);
            }
        }
    }
}
