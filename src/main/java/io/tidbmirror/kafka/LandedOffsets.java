package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Partition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The offsets that the group commits: every message below them is landed. Used by the client's own thread. */
final class LandedOffsets {
    private final String purpose;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /**
     * No offsets.
     *
     * @param purpose goes with every offset: one that was committed for another purpose does not count
     */
    LandedOffsets(String purpose) {
        this.purpose = purpose;
    }

    /**
     * Where a partition is read from that is assigned to this client now; {@link Backlog#BEGINNING} if nothing counts.
     *
     * @param found what the group has committed
     */
    long start(TopicPartition partition, @Nullable OffsetAndMetadata found) {
        committed.remove(partition);
        return found == null || !found.metadata().equals(purpose) ? Backlog.BEGINNING : found.offset();
    }

    /** What there is to commit, of the partitions that are assigned; taken for committed from now on. */
    Map<TopicPartition, OffsetAndMetadata> toCommit(Map<Partition, Long> landed, Set<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        landed.forEach((partition, offset) -> {
            TopicPartition there = Topics.of(partition);
            if (assigned.contains(there) && !offset.equals(committed.get(there))) {
                offsets.put(there, new OffsetAndMetadata(offset, purpose));
                committed.put(there, offset);
            }
        });
        return offsets;
    }
}
