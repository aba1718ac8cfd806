package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Partition;
import io.tidbmirror.feed.message.Statements;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partition 0 of each topic outside of the group: TiCDC sends statements there alone, and every instance needs them,
 * whichever partitions it has. Also asks which partitions there are. Not thread safe.
 */
public final class StatementReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StatementReader.class);

    private final Consumer<byte[], byte[]> client;
    private final Topics topics;
    private final Unpacking unpacking;
    private final Target target;
    private long looked;
    private boolean seen;
    private Set<String> missing = Set.of();

    /** Where what is read goes. */
    public record Target(Backlog backlog, Statements statements) {}

    public StatementReader(Consumer<byte[], byte[]> client, Topics topics, Unpacking unpacking, Target target) {
        this.client = client;
        this.topics = topics;
        this.unpacking = unpacking;
        this.target = target;
        target.statements().again();
    }

    /** Reads what is there. */
    public void step() {
        if (!seen || System.nanoTime() - looked > LOOK_FOR_PARTITIONS.toNanos()) {
            seen = lookForPartitions();
            looked = System.nanoTime();
        }
        seek();
        if (client.assignment().isEmpty()) {
            return;
        }
        OptionalLong look = target.statements().asked();
        Map<Partition, Long> ends = look.isPresent() ? ends(client.assignment()) : Map.of();
        for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
            append(record);
        }
        for (TopicPartition partition : client.assignment()) {
            target.statements().reached(Topics.named(partition), client.position(partition));
        }
        look.ifPresent(number -> target.statements().answer(number, ends));
    }

    private Map<Partition, Long> ends(Collection<TopicPartition> partitions) {
        Map<Partition, Long> ends = new HashMap<>();
        client.endOffsets(partitions).forEach((partition, end) -> ends.put(Topics.named(partition), end));
        return ends;
    }

    private boolean lookForPartitions() {
        List<TopicPartition> all = topics.partitions(client);
        tellMissing(topics.missing(all));
        Set<Partition> named = all.stream().map(Topics::named).collect(Collectors.toSet());
        target.statements().partitions(named);
        leaveDeleted();
        target.backlog().ends(ends(all));
        target.backlog().partitions(named);
        return !all.isEmpty();
    }

    private void leaveDeleted() {
        Set<TopicPartition> there = new HashSet<>(client.assignment());
        if (there.removeIf(partition -> !target.statements().reads(Topics.named(partition)))) {
            client.assign(there);
        }
    }

    private void tellMissing(Set<String> names) {
        if (!names.isEmpty() && !names.equals(missing)) {
            LOG.warn("kafka.topics: {} is not there; it is read as soon as the changefeed has made it", names);
        }
        missing = names;
    }

    /**
     * A partition joins when the feed has told from where it is needed. One that ends before that was made again, and is read
     * from its beginning: which tables can go on with it is the feed's to say.
     */
    private void seek() {
        target.statements().seeks().forEach((partition, wanted) -> {
            TopicPartition there = Topics.of(partition);
            Set<TopicPartition> assigned = new HashSet<>(client.assignment());
            if (assigned.add(there)) {
                client.assign(assigned);
            }
            long beginning = client.beginningOffsets(Set.of(there)).getOrDefault(there, 0L);
            long end = client.endOffsets(Set.of(there)).getOrDefault(there, Long.MAX_VALUE);
            long start = wanted > end ? beginning : Math.max(wanted, beginning);
            client.seek(there, start);
            target.statements().begin(partition, start, beginning);
        });
    }

    private void append(ConsumerRecord<byte[], byte[]> record) {
        Partition partition = new Partition(record.topic(), record.partition());
        try {
            target.statements().append(partition, record.offset(), unpacking.unpack(record.value()));
        } catch (IOException e) {
            target.statements().refuse(partition, record.offset(), String.valueOf(e.getMessage()));
        }
    }
}
