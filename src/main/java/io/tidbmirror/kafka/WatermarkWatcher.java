package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Partition;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the end of the partitions that other instances read, for their last watermark: nothing lands above it, so that the
 * cut is the same for all instances. Reads the last messages only, and more of them where no watermark is among those. Not
 * thread safe.
 */
public final class WatermarkWatcher {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ROUNDS = 10;
    private static final long LEAST = 16;
    private static final long MOST = 1 << 20;

    private final KafkaConsumer<byte[], byte[]> client;
    private final Backlog backlog;
    private final Unpacking unpacking;
    private final Map<TopicPartition, Long> depths = new HashMap<>();
    private final Map<TopicPartition, Long> seen = new HashMap<>();

    public WatermarkWatcher(KafkaConsumer<byte[], byte[]> client, Backlog backlog, Unpacking unpacking) {
        this.client = client;
        this.backlog = backlog;
        this.unpacking = unpacking;
    }

    /** Looks once at every partition that has changed. */
    public void look() {
        Set<TopicPartition> others =
                backlog.unassigned().stream().map(Topics::of).collect(Collectors.toSet());
        if (others.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = client.endOffsets(others);
        Map<TopicPartition, Long> beginnings = client.beginningOffsets(others);
        Map<TopicPartition, Long> changed = new HashMap<>();
        ends.forEach((partition, end) -> {
            long beginning = beginnings.getOrDefault(partition, 0L);
            if (end > beginning && !end.equals(seen.get(partition))) {
                changed.put(partition, Math.max(beginning, end - depths.getOrDefault(partition, LEAST)));
            }
        });
        client.assign(changed.keySet());
        changed.forEach(client::seek);
        Set<TopicPartition> found = read(ends);
        for (TopicPartition partition : changed.keySet()) {
            if (found.contains(partition)) {
                seen.put(partition, ends.getOrDefault(partition, 0L));
                depths.put(partition, LEAST);
            } else {
                depths.merge(partition, 4 * LEAST, (depth, first) -> Math.min(MOST, depth * 4));
            }
        }
    }

    private Set<TopicPartition> read(Map<TopicPartition, Long> ends) {
        Set<TopicPartition> found = new HashSet<>();
        for (int round = 0; round < ROUNDS && isBehind(ends); round++) {
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (isWatermark(record, Topics.named(partition))) {
                    found.add(partition);
                }
            }
        }
        return found;
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        return client.assignment().stream()
                .anyMatch(partition -> client.position(partition) < ends.getOrDefault(partition, 0L));
    }

    private boolean isWatermark(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        try {
            byte[] message = unpacking.unpack(record.value());
            return message != null && backlog.watched(partition, message);
        } catch (IOException e) {
            return false; // the instance that reads the partition stops its tables
        }
    }
}
