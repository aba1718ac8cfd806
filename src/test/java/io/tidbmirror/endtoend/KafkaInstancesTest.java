package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.MessageVariant.Message;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of one consumer group that come and go while a changefeed is sent. */
class KafkaInstancesTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int STEPS = 6;

    @TempDir
    Path folder;

    private final MessageVariant variant =
            GoldenCorpus.open().scenario("classic", "random_mixed").messages("kafka-canal-ext");

    @Test
    void instancesThatComeAndGoLandEachChangeOnceAndInOrder() throws Exception {
        GoldenTopic topic = GoldenTopic.create(Broker.shared(), List.of(variant));
        Deque<RunningMirror> running = new ArrayDeque<>();
        List<Message> messages = variant.messages();
        try {
            for (int step = 0; step < STEPS; step++) {
                long landed = rows();
                topic.send(messages.subList(messages.size() * step / STEPS, messages.size() * (step + 1) / STEPS));
                if (step < 3) {
                    running.add(RunningMirror.start(settings(topic))); // a rebalance in the middle of what was sent
                } else if (step < 5) {
                    running.remove().close();
                }
                Awaitility.await().atMost(LONG).until(() -> rows() > landed);
            }
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(differences())
                    .isEmpty());
            assertThat(running)
                    .allSatisfy(mirror -> assertThat(mirror.failure()).isNull());
        } finally {
            for (RunningMirror mirror : running) {
                mirror.close();
            }
        }
    }

    private Map<String, String> settings(GoldenTopic topic) {
        Map<String, String> settings = new LinkedHashMap<>(topic.settings());
        settings.put("landing.zone", zone().toUri().toString());
        settings.put("landing.state", folder.resolve("state").toUri().toString());
        settings.put("landing.zero-date", "text");
        settings.put("batch.max-age", "100ms");
        settings.put("feed.poll-interval", "200ms");
        settings.put("camel.management.enabled", "false");
        settings.put("kafka.metadata.max.age.ms", "2000");
        return settings;
    }

    private Path zone() {
        return folder.resolve("zone");
    }

    private long rows() throws IOException {
        if (!Files.isDirectory(zone())) {
            return 0;
        }
        try (var files = Files.walk(zone())) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private List<String> differences() throws Exception {
        List<String> differences = new ArrayList<>();
        Map<Name, TableTruth> truth = new TreeMap<>(ChangeLogs.of(variant.scenario(), false));
        try (LandingReader reader = new LandingReader()) {
            for (Map.Entry<Name, TableTruth> table : truth.entrySet()) {
                Path place = zone().resolve(table.getKey().schema() + ".schema")
                        .resolve(table.getKey().table());
                if (!Files.isDirectory(place)) {
                    differences.add(table.getKey() + " is not there");
                    continue;
                }
                TableOracle.differences(
                                reader.read(place), table.getValue().below(variant.watermark()), ZeroDates.TEXT, true)
                        .forEach(difference -> differences.add(table.getKey() + ": " + difference));
            }
        }
        return differences;
    }
}
