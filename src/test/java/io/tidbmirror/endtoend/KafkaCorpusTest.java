package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import io.tidbmirror.oracle.ChangeLogs;
import io.tidbmirror.oracle.LandingReader;
import io.tidbmirror.oracle.TableOracle;
import io.tidbmirror.oracle.TableTruth;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changefeeds that TiCDC sent to Kafka, produced into a real broker as captured, landed by the command line. */
class KafkaCorpusTest {

    private static final List<String> VARIANTS = List.of(
            "kafka-canal-ext",
            "kafka-canal-content",
            "kafka-canal-handleonly",
            "kafka-canal-snappy",
            "kafka-canal-lz4",
            "kafka-canal-index",
            "kafka-canal-claim",
            "kafka-canal-plain");

    @TempDir
    Path folder;

    static Stream<Arguments> changefeeds() {
        return GoldenCorpus.ARCHITECTURES.stream()
                .flatMap(architecture -> VARIANTS.stream().map(variant -> Arguments.of(architecture, variant)));
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void aTopicIsLandedEachChangeOnce(String architecture, String name) throws Exception {
        GoldenTopic topic = GoldenTopic.produce(Broker.shared(), variants(architecture, name));
        Mirror mirror = new Mirror(folder, topic.settings()).with("landing.zero-date", "text");

        if (name.equals("kafka-canal-claim")) {
            mirror.with("kafka.claim-check.location", claims(topic).toUri().toString());
        }

        CommandRun run = mirror.run();

        List<String> differences = new ArrayList<>();
        Set<Name> keyless = new TreeSet<>();
        for (MessageVariant variant : topic.variants()) {
            differences.addAll(differences(mirror, variant, topic.watermark()));
            keyless.addAll(ChangeLogs.keyless(variant.scenario()));
        }
        Set<Name> quarantined = quarantined(mirror);
        assertThat(differences).as(run.toString()).isEmpty();
        assertThat(keyless).as("with force-replicate they are in the topic").containsAll(quarantined);
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(quarantined.isEmpty() ? 0 : 4);
    }

    /** The files that were too large for messages, of all scenarios. */
    private Path claims(GoldenTopic topic) throws IOException {
        Path all = Files.createDirectory(folder.resolve("claims"));
        List<MessageVariant> some = topic.variants().stream()
                .filter(v -> Files.isDirectory(v.claims()))
                .toList();
        for (MessageVariant variant : some) {
            try (Stream<Path> files = Files.list(variant.claims())) {
                for (Path file : files.toList()) {
                    Files.copy(file, all.resolve(file.getFileName()));
                }
            }
        }
        return all;
    }

    private static List<MessageVariant> variants(String architecture, String name) {
        return GoldenCorpus.open().oneSchemaScenarios().stream()
                .filter(scenario -> scenario.architecture().equals(architecture))
                .flatMap(scenario -> scenario.messageVariants().stream())
                .filter(variant -> variant.name().equals(name))
                .toList();
    }

    private static Set<Name> quarantined(Mirror mirror) {
        Set<Name> names = new TreeSet<>();
        mirror.status().forEach((name, line) -> {
            if (line.path("state").asText().equals("QUARANTINED")) {
                names.add(name);
            }
        });
        return names;
    }

    private static List<String> differences(Mirror mirror, MessageVariant variant, long watermark) throws Exception {
        List<String> differences = new ArrayList<>();
        Map<Name, JsonNode> status = mirror.status();
        Map<Name, TableTruth> truth = new TreeMap<>(ChangeLogs.of(variant.scenario(), false));
        try (LandingReader reader = new LandingReader()) {
            for (Map.Entry<Name, TableTruth> table : truth.entrySet()) {
                JsonNode line = status.get(table.getKey());
                if (line == null || !line.path("state").asText().equals("ACTIVE")) {
                    differences.add(table.getKey() + " is not landed: " + line);
                    continue;
                }
                var landed =
                        reader.read(mirror.zone().resolve(line.get("folder").asText()));
                TableOracle.differences(
                                landed, table.getValue().below(watermark), ZeroDates.TEXT, variant.hasCommitTs())
                        .forEach(difference -> differences.add(table.getKey() + ": " + difference));
            }
        }
        return differences;
    }
}
