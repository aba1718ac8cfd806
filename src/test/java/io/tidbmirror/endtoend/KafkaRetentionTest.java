package io.tidbmirror.endtoend;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.kafka.Broker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers delete messages before the group has read them, while no process runs. One row of table a is landed. */
class KafkaRetentionTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @TempDir
    Path folder;

    private final Broker broker = Broker.shared();
    private final String topic = "retention-" + COUNT.incrementAndGet();
    private Mirror mirror;

    @BeforeEach
    void landARow() {
        mirror = new Mirror(
                folder,
                Map.of(
                        "mirror.input",
                        "kafka",
                        "mirror.format",
                        "canal-json",
                        "feed.enable-tidb-extension",
                        "true",
                        "kafka.bootstrap-servers",
                        broker.servers(),
                        "kafka.topics",
                        topic,
                        "kafka.group",
                        "mirror-of-" + topic));
        broker.create(topic, 2);
        send(0, create(10, "a"));
        send(1, insert(20, "a", 1));
        land(30);
        assertThat(status("a").path("rows").asInt()).isEqualTo(1);
        assertThat(committed().offset()).isEqualTo(1);
    }

    @Test
    void aTableWithoutALandedRowStopsAndSaysSo() {
        loseTheFirstRowsOfB();
        send(1, insert(55, "b", 8));
        land(60);

        assertThat(status("b").path("reason").asText())
                .startsWith("table shop.b begins in " + topic + "/1, of which messages went by the topic's retention");
        assertThat(status("b").path("rows").asInt()).isZero();
    }

    @Test
    void aTableWithLandedRowsStopsAndSaysSo() {
        loseTheFirstRowsOfB();
        land(60);

        assertThat(status("a").path("reason").asText())
                .startsWith("table shop.a needs the messages of " + topic + "/1 from offset 2, but the first one there"
                        + " is 4");
    }

    @Test
    void aTableThatWasMadeAfterThatBegins() {
        loseTheFirstRowsOfB();
        send(0, watermark(60));
        send(1, watermark(60));
        send(0, create(70, "c"));
        send(1, insert(75, "c", 9));
        land(80);

        assertThat(status("c").path("state").asText()).isEqualTo("ACTIVE");
        assertThat(status("c").path("rows").asInt()).isEqualTo(1);
    }

    @Test
    void aLaterProcessKnowsOfItByTheCommittedOffsets() {
        loseTheFirstRowsOfB();
        land(60);
        assertThat(committed().metadata()).endsWith(" unread 60");
        send(1, insert(65, "b", 8));
        land(70);

        assertThat(status("b").path("reason").asText()).contains("before they were read");
    }

    /** Messages 0 and 1 were read, 2 and 3 are deleted. */
    private void loseTheFirstRowsOfB() {
        send(0, create(40, "b"));
        send(1, insert(45, "b", 7));
        send(0, watermark(50));
        send(1, watermark(50));
        broker.flush();
        broker.expire(topic, 1, 4);
    }

    private void send(int partition, byte[] message) {
        broker.send(topic, partition, new byte[0], message);
    }

    /** Everything below a watermark that is sent now. */
    private void land(long watermark) {
        send(0, watermark(watermark));
        send(1, watermark(watermark));
        broker.flush();
        mirror.run();
    }

    private OffsetAndMetadata committed() {
        return broker.committed("mirror-of-" + topic).get(new TopicPartition(topic, 1));
    }

    private JsonNode status(String table) {
        return mirror.status().get(new Name("shop", table));
    }
}
