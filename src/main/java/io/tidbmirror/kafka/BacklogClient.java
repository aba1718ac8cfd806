package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Fetched;
import io.tidbmirror.feed.message.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group's client as Camel drives it. Between two polls, on the client's own thread, it does what the backlog asks for:
 * winds partitions back, pauses them, commits what is landed. Messages go out with their predecessor's offset, so that the
 * backlog notices what is lost or comes late on the way.
 */
final class BacklogClient extends KafkaConsumer<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogClient.class);

    private final Backlog backlog;
    private final LandedOffsets landed;
    private final Topics topics;
    private final Map<TopicPartition, Long> last = new HashMap<>();

    /**
     * A client.
     *
     * @param topics what it subscribes to, whatever the URI of the route says: no URI holds every pattern
     */
    BacklogClient(Properties settings, Backlog backlog, LandedOffsets landed, Topics topics) {
        super(settings);
        this.backlog = backlog;
        this.landed = landed;
        this.topics = topics;
    }

    @Override
    public void subscribe(Collection<String> named, ConsumerRebalanceListener listener) {
        if (topics.isPattern()) {
            super.subscribe(topics.pattern(), new Listener(listener));
        } else {
            super.subscribe(topics.names(), new Listener(listener));
        }
    }

    @Override
    public void subscribe(Pattern named, ConsumerRebalanceListener listener) {
        subscribe(topics.names(), listener);
    }

    @Override
    public ConsumerRecords<Object, Object> poll(Duration timeout) {
        windBack();
        pauseAndResume();
        commitLanded();
        ConsumerRecords<Object, Object> records = fetch(timeout);
        Map<TopicPartition, List<ConsumerRecord<Object, Object>>> linked = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            linked.put(partition, link(partition, records.records(partition)));
        }
        for (TopicPartition partition : assignment()) {
            long newest = linked.containsKey(partition) ? last.getOrDefault(partition, -1L) : -1;
            backlog.fetched(Topics.named(partition), newest, position(partition));
        }
        return new ConsumerRecords<>(linked);
    }

    /** Messages that went by retention while they were awaited are told as a beginning, never passed over in silence. */
    private ConsumerRecords<Object, Object> fetch(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::beginAgain);
            return ConsumerRecords.empty();
        }
    }

    private List<ConsumerRecord<Object, Object>> link(
            TopicPartition partition, List<ConsumerRecord<Object, Object>> records) {
        Partition named = Topics.named(partition);
        long tenure = backlog.tenure(named);
        List<ConsumerRecord<Object, Object>> linked = new ArrayList<>(records.size());
        for (ConsumerRecord<Object, Object> record : records) {
            Long before = last.put(partition, record.offset());
            Fetched message =
                    new Fetched(named, record.offset(), before == null ? -1 : before, tenure, (byte[]) record.value());
            linked.add(new ConsumerRecord<>(
                    record.topic(), record.partition(), record.offset(), record.key(), (Object) message));
        }
        return linked;
    }

    private void windBack() {
        Set<TopicPartition> assigned = assignment();
        backlog.seeks().forEach((partition, offset) -> {
            TopicPartition there = Topics.of(partition);
            if (assigned.contains(there)) {
                begin(there, offset);
            }
        });
    }

    /** Where a partition ends before what was read of it, it is another one. */
    private void beginAgain(TopicPartition partition, long position) {
        long beginning = beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        begin(partition, position < beginning ? position : Backlog.BEGINNING);
    }

    private void begin(TopicPartition partition, long wanted) {
        begin(partition, new LandedOffsets.Start(wanted, backlog.unread(Topics.named(partition))));
    }

    /** What is gone by retention is told to the backlog as the beginning, and the rest is read. */
    private void begin(TopicPartition partition, LandedOffsets.Start wanted) {
        long beginning = beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        seek(partition, Math.max(wanted.offset(), beginning));
        last.remove(partition);
        backlog.assigned(Topics.named(partition), wanted.offset(), beginning, wanted.unread());
    }

    private void pauseAndResume() {
        Set<TopicPartition> wanted = backlog.paused().stream().map(Topics::of).collect(Collectors.toSet());
        wanted.retainAll(assignment());
        Set<TopicPartition> resumed = new HashSet<>(paused());
        resumed.removeAll(wanted);
        pause(wanted);
        resume(resumed);
    }

    private void commitLanded() {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                landed.toCommit(backlog.settled(), backlog::unread, assignment());
        if (!offsets.isEmpty()) {
            super.commitAsync(offsets, landed::answered);
        }
    }

    /** What is handed out is not landed yet: Camel's own commits, on revocation and at the end, are left undone. */
    @Override
    public void commitSync() {
        LOG.debug("no commit of what is not landed");
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        LOG.debug("no commit of what is not landed: {}", offsets);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        commitSync(offsets);
    }

    @Override
    public void commitAsync() {
        commitSync();
    }

    @Override
    public void commitAsync(OffsetCommitCallback callback) {
        commitSync();
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        commitSync(offsets);
    }

    @Override
    public void close() {
        giveUp();
        super.close();
    }

    @Override
    public void close(Duration timeout) {
        giveUp();
        super.close(timeout);
    }

    private void giveUp() {
        try {
            commitLanded();
        } catch (KafkaException e) {
            LOG.debug("offsets are not committed; HEAD knows what is landed", e);
        }
        last.keySet().forEach(partition -> backlog.revoked(Topics.named(partition)));
    }

    /** Tells the backlog first, then Camel. */
    private final class Listener implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener next;

        Listener(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata found = committed(Set.of(partition)).get(partition);
                begin(partition, landed.start(partition, found));
            }
            next.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitLanded();
            lose(partitions);
            next.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lose(partitions);
            next.onPartitionsLost(partitions);
        }

        private void lose(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> backlog.revoked(Topics.named(partition)));
        }
    }
}
