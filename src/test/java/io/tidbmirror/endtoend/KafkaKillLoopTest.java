package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.MessageVariant.Message;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, killed by SIGKILL at random times while a changefeed is sent, and started again. {@code
 * -Dkafka-kill-loop.kills=N} and {@code -Dkafka-kill-loop.seed=N} change the number of kills and repeat a run.
 */
class KafkaKillLoopTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int KILLS = Integer.getInteger("kafka-kill-loop.kills", 14);

    @TempDir
    Path folder;

    private MirroredTopic mirrored;

    private final long seed = Long.getLong("kafka-kill-loop.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final MessageVariant variant =
            GoldenCorpus.open().scenario("classic", "random_mixed").messages("kafka-canal-ext");

    @Test
    void aProcessThatIsKilledAgainAndAgainLandsEachChangeOnceAndInOrder() throws Exception {
        mirrored = new MirroredTopic(folder, variant);
        GoldenTopic topic = GoldenTopic.create(Broker.shared(), List.of(variant));
        List<Message> messages = variant.messages();
        for (int kill = 0; kill < KILLS; kill++) {
            topic.send(messages.subList(messages.size() * kill / KILLS, messages.size() * (kill + 1) / KILLS));
            Process process = start(topic);
            try {
                long before = mirrored.files();
                Instant patience = Instant.now().plus(SOON); // what was sent may all be above the watermark
                Awaitility.await()
                        .atMost(LONG)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> mirrored.files() > before
                                || !process.isAlive()
                                || Instant.now().isAfter(patience));
                assertThat(process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS))
                        .as("the process ended by itself: %s", Files.readString(log()))
                        .isFalse();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        Process last = start(topic);
        try {
            Awaitility.await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                            mirrored.differences())
                    .as("seed %d", seed)
                    .isEmpty());
        } finally {
            last.destroyForcibly().waitFor();
        }
        System.out.printf("Kafka kill loop: %d kills, seed %d%n", KILLS, seed);
    }

    @Test
    void aPausedProcessWhosePartitionsMovedLandsNothingWhenItWakes() throws Exception {
        mirrored = new MirroredTopic(folder, variant);
        GoldenTopic topic = GoldenTopic.create(Broker.shared(), List.of(variant));
        List<Message> messages = variant.messages();
        topic.send(messages.subList(0, messages.size() / 2));
        Process paused = start(topic, "one");
        Process other = null;
        try {
            Awaitility.await().atMost(LONG).until(() -> mirrored.files() > 0);
            signal("STOP", paused);
            other = start(topic, "other");
            topic.send(messages.subList(messages.size() / 2, messages.size()));
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(mirrored.differences())
                    .isEmpty());

            signal("CONT", paused);

            Awaitility.await()
                    .during(Duration.ofSeconds(5))
                    .atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> mirrored.differences().isEmpty());
        } finally {
            paused.destroyForcibly().waitFor();
            if (other != null) {
                other.destroyForcibly().waitFor();
            }
        }
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private Process start(GoldenTopic topic) throws IOException {
        return start(topic, "one");
    }

    /** A static member of the group, so that nobody waits for the one that was killed. */
    private Process start(GoldenTopic topic, String instance) throws IOException {
        List<String> jvm = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
        Map<String, String> settings = mirrored.settings(topic.settings());
        settings.put("kafka.group.instance.id", instance);
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "1000");
        return MirrorProcess.start(folder, log(), jvm, settings);
    }

    private Path log() {
        return folder.resolve("log.txt");
    }
}
