package io.tidbmirror.feed.message;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** For each partition the offset behind its last message, as the brokers told it first and last. Thread safe. */
final class PartitionEnds {
    private @Nullable Map<Partition, Long> first;
    private Map<Partition, Long> latest = Map.of();
    private long looks;

    synchronized void found(Map<Partition, Long> offsets) {
        latest = Map.copyOf(offsets);
        first = first == null && !latest.isEmpty() ? latest : first;
        looks++;
    }

    /** Those of the first look that found any; null before. */
    synchronized @Nullable Map<Partition, Long> first() {
        return first;
    }

    /** Number of the first look that begins after this moment: one may be under way. */
    synchronized long nextLook() {
        return looks + 2;
    }

    synchronized boolean hasLooked(long look) {
        return looks >= look;
    }

    /** The end of a partition at the last look; empty if that did not find it. */
    synchronized OptionalLong of(Partition partition) {
        Long end = latest.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    /** Whether a partition had no message yet at the last look. */
    synchronized boolean isUnused(Partition partition) {
        return latest.getOrDefault(partition, -1L) == 0;
    }

    /** Whether a partition is known to have had all messages before an offset. */
    synchronized boolean reach(Partition partition, long offset) {
        return latest.getOrDefault(partition, -1L) >= offset;
    }
}
