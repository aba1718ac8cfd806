package io.tidbmirror.feed.message;

import java.util.Map;

/** The ends of all partitions, as the brokers told them last. Thread safe. */
final class LatestEnds {
    private Map<Partition, Long> ends = Map.of();
    private long looks;

    synchronized void found(Map<Partition, Long> offsets) {
        ends = Map.copyOf(offsets);
        looks++;
    }

    /** Number of the first look that begins after this moment: one may be under way. */
    synchronized long nextLook() {
        return looks + 2;
    }

    synchronized boolean hasLooked(long look) {
        return looks >= look;
    }

    /** Whether a partition is known to have had all messages before an offset. */
    synchronized boolean reach(Partition partition, long offset) {
        return ends.getOrDefault(partition, -1L) >= offset;
    }
}
