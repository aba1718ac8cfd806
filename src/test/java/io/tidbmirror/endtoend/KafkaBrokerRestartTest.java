package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.MessageVariant.Message;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.ForkedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks for a login (SASL_PLAINTEXT), is killed while a changefeed is sent, and comes back. */
class KafkaBrokerRestartTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String TOPIC = "changes";

    @TempDir
    Path folder;

    private final MessageVariant variant =
            GoldenCorpus.open().scenario("classic", "random_mixed").messages("kafka-canal-ext");

    @Test
    void aBrokerThatIsKilledAndComesBackIsReadOnWithoutLossOrRepetition() throws Exception {
        MirroredTopic mirrored = new MirroredTopic(folder, variant);
        List<Message> messages = variant.messages();
        int half = messages.size() / 2;
        try (ForkedBroker broker = ForkedBroker.start(folder.resolve("broker"), "let-me-in")) {
            create(broker);
            send(broker, messages.subList(0, half));
            try (RunningMirror mirror = RunningMirror.start(settings(mirrored, broker))) {
                Awaitility.await().atMost(LONG).until(() -> mirrored.files() > 0);

                broker.kill();
                broker.start();
                send(broker, messages.subList(half, messages.size()));

                Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(mirrored.differences())
                        .isEmpty());
                assertThat(mirror.failure()).isNull();
            }
        }
    }

    private Map<String, String> settings(MirroredTopic mirrored, ForkedBroker broker) {
        Map<String, String> topic = new HashMap<>(variant.toProperties());
        broker.client().forEach((key, value) -> topic.put("kafka." + key.replace("bootstrap.", "bootstrap-"), value));
        topic.put("kafka.topics", TOPIC);
        return mirrored.settings(topic);
    }

    private static void create(ForkedBroker broker) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(broker.client()))) {
            Broker.await(admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1)))
                    .all());
        }
    }

    private static void send(ForkedBroker broker, List<Message> messages) {
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("enable.idempotence", "false");
        settings.put("max.in.flight.requests.per.connection", "1");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            messages.forEach(message ->
                    producer.send(new ProducerRecord<>(TOPIC, message.partition(), message.key(), message.value())));
        }
    }
}
