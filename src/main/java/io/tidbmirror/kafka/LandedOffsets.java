package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Partition;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The offsets that the group commits: every message below them is landed. Used by the client's own thread. */
final class LandedOffsets {
    private static final String UNREAD = " unread ";

    private final String purpose;
    private final RefusedCommits refused;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /**
     * No offsets.
     *
     * @param purpose goes with every offset: one that was committed for another purpose does not count
     */
    LandedOffsets(String purpose, RefusedCommits refused) {
        this.purpose = purpose;
        this.refused = refused;
    }

    /**
     * Where a partition is read from.
     *
     * @param offset {@link Backlog#BEGINNING} if nothing counts
     * @param unread see {@link Backlog#unread}
     */
    record Start(long offset, OptionalLong unread) {}

    /**
     * Where a partition is read from that is assigned to this client now.
     *
     * @param found what the group has committed
     */
    Start start(TopicPartition partition, @Nullable OffsetAndMetadata found) {
        committed.remove(partition);
        if (found != null && found.metadata().equals(purpose)) {
            return new Start(found.offset(), OptionalLong.empty());
        }
        String behindUnread = purpose + UNREAD;
        if (found != null && found.metadata().startsWith(behindUnread)) {
            String watermark = found.metadata().substring(behindUnread.length());
            return new Start(found.offset(), OptionalLong.of(Long.parseLong(watermark)));
        }
        return new Start(Backlog.BEGINNING, OptionalLong.empty());
    }

    /**
     * What there is to commit, of the partitions that are assigned; taken for committed from now on.
     *
     * @param unread tells what goes with the offset of a partition
     */
    Map<TopicPartition, OffsetAndMetadata> toCommit(
            Map<Partition, Long> landed, Function<Partition, OptionalLong> unread, Set<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        landed.forEach((partition, offset) -> {
            TopicPartition there = Topics.of(partition);
            OptionalLong watermark = unread.apply(partition);
            String metadata = watermark.isEmpty() ? purpose : purpose + UNREAD + watermark.getAsLong();
            OffsetAndMetadata now = new OffsetAndMetadata(offset, metadata);
            if (assigned.contains(there) && !now.equals(committed.get(there))) {
                offsets.put(there, now);
                committed.put(there, now);
            }
        });
        return offsets;
    }

    /** The group has taken offsets, or not: then they are to be committed again, unless there are newer ones. */
    void answered(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            refused.accepted();
        } else {
            offsets.forEach(committed::remove);
            refused.refused(failure);
        }
    }
}
