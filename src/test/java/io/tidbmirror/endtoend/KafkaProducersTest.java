package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.MessageVariant.Message;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a producer may do to messages: compress them, give them keys and headers, and send some without a value. */
class KafkaProducersTest {
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    @TempDir
    Path folder;

    private final MessageVariant variant =
            GoldenCorpus.open().scenario("new", "random_mixed").messages("kafka-canal-ext");

    @Test
    void messagesLandHoweverTheyAreCompressedAndWhateverElseTheyCarry() throws Exception {
        GoldenTopic topic = GoldenTopic.create(Broker.shared(), List.of(variant));
        List<Message> messages = variant.messages();
        int parts = COMPRESSIONS.size();
        for (int i = 0; i < parts; i++) {
            send(
                    topic,
                    COMPRESSIONS.get(i),
                    messages.subList(messages.size() * i / parts, messages.size() * (i + 1) / parts));
        }
        MirroredTopic mirrored = new MirroredTopic(folder, variant);
        Map<String, String> settings = mirrored.settings(topic.settings());
        settings.put("mirror.once", "true");

        RunningMirror.start(settings).awaitEnd();

        assertThat(mirrored.differences()).isEmpty();
    }

    private static void send(GoldenTopic topic, String compression, List<Message> messages) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                topic.broker().servers(),
                "compression.type",
                compression,
                "linger.ms",
                "20",
                "max.in.flight.requests.per.connection",
                "1");
        byte[] text = compression.getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Message message : messages) {
                ProducerRecord<byte[], byte[]> sent =
                        new ProducerRecord<>(topic.name(), message.partition(), text, message.value());
                sent.headers().add("compression", text).add("nothing", null);
                producer.send(sent);
            }
            for (int partition = 0; partition < GoldenTopic.PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(topic.name(), partition, text, null));
            }
        }
    }
}
