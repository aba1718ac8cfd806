package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Fetched;
import io.tidbmirror.feed.message.Holding;
import io.tidbmirror.feed.message.Messages;
import io.tidbmirror.feed.message.Partition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of a real broker, which has read messages 0 to 3 of a partition. */
class BacklogClientTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Broker broker = Broker.shared();
    private final Topics topics = new Topics(List.of("client-" + COUNT.incrementAndGet()), false);
    private final TopicPartition partition = new TopicPartition(topics.names().get(0), 0);
    private final Partition named = Topics.named(partition);
    private final Backlog backlog = new Backlog(new Holding(1 << 20, null), "\n", table -> true, false);
    private final BacklogClient client = new BacklogClient(
            new ClientOptions(broker.servers(), "group-of-" + partition.topic(), true, Map.of()).over(new Properties()),
            backlog,
            new LandedOffsets("test", new RefusedCommits(Clock.systemUTC())),
            topics);

    @BeforeEach
    void readFourMessages() {
        broker.create(partition.topic(), 1);
        send(10, 20, 30, 40);
        client.subscribe(List.of(), new Nobody());
        assertThat(read(4)).containsExactly(0L, 1L, 2L, 3L);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatIsDeletedWhileItIsAwaitedWentUnread() {
        send(50, 60);
        broker.expire(partition.topic(), 0, 5);
        client.seek(partition, 3); // not to 4, which may be on its way already

        assertThat(read(1)).containsExactly(5L);
        assertThat(backlog.unread(named)).isPresent();
    }

    @Test
    void aPartitionThatEndsBeforeWhatWasReadOfItIsReadFromItsBeginningAndNothingWentUnread() {
        broker.expire(partition.topic(), 0, 2);
        client.seek(partition, 9);

        assertThat(read(2)).containsExactly(2L, 3L);
        assertThat(backlog.unread(named)).isEmpty();
    }

    private void send(long... watermarks) {
        for (long watermark : watermarks) {
            broker.send(partition.topic(), 0, new byte[0], Messages.watermark(watermark));
        }
        broker.flush();
    }

    /** Offsets of the messages that come next, so many at least. */
    private List<Long> read(int count) {
        List<Long> offsets = new ArrayList<>();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
            for (ConsumerRecord<Object, Object> record : client.poll(Duration.ofMillis(100))) {
                offsets.add(((Fetched) record.value()).offset());
            }
            return offsets.size() >= count;
        });
        return offsets;
    }

    /** Who else would hear of partitions. */
    private static final class Nobody implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    }
}
