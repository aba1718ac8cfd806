package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.MessageVariant.Message;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of one consumer group that come and go while a changefeed is sent. */
class KafkaInstancesTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int STEPS = 6;

    @TempDir
    Path folder;

    private MirroredTopic mirrored;

    private final MessageVariant variant =
            GoldenCorpus.open().scenario("classic", "random_mixed").messages("kafka-canal-ext");

    @Test
    void instancesThatComeAndGoLandEachChangeOnceAndInOrder() throws Exception {
        mirrored = new MirroredTopic(folder, variant);
        GoldenTopic topic = GoldenTopic.create(Broker.shared(), List.of(variant));
        Deque<RunningMirror> running = new ArrayDeque<>();
        List<Message> messages = variant.messages();
        try {
            for (int step = 0; step < STEPS; step++) {
                long landed = mirrored.files();
                topic.send(messages.subList(messages.size() * step / STEPS, messages.size() * (step + 1) / STEPS));
                if (step < 3) {
                    running.add(RunningMirror.start(settings(topic))); // a rebalance in the middle of what was sent
                } else if (step < 5) {
                    running.remove().close();
                }
                Awaitility.await().atMost(LONG).until(() -> mirrored.files() > landed);
            }
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(mirrored.differences())
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
        Map<String, String> settings = mirrored.settings(topic.settings());
        settings.put("kafka.metadata.max.age.ms", "2000");
        return settings;
    }
}
