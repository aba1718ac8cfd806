package io.tidbmirror.feed.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The commit-ts below which all rows are known: the smallest watermark over all partitions, whoever reads them. Guarded by the
 * backlog.
 */
final class ConsistentCut {
    private final Set<Partition> all = new TreeSet<>();
    private final Map<Partition, Long> watched = new HashMap<>();

    /** Every partition there is. */
    void partitions(Collection<Partition> found) {
        all.clear();
        all.addAll(found);
    }

    Set<Partition> all() {
        return Set.copyOf(all);
    }

    /**
     * A message of a partition that another instance reads.
     *
     * @return whether it is a watermark
     */
    boolean watched(Partition partition, byte[] message) {
        try {
            Envelope envelope = Envelope.read(message);
            boolean watermark = envelope.kind() == Envelope.Kind.WATERMARK;
            if (watermark) {
                watched.merge(partition, envelope.commitTs(), Math::max);
            }
            return watermark;
        } catch (IllegalArgumentException e) {
            return false; // the instance that reads the partition stops its tables
        }
    }

    /** Whether these are all partitions. */
    boolean isWhole(Set<Partition> read) {
        return !all.isEmpty() && read.containsAll(all);
    }

    /** All others but those of number 0, which every instance reads for their statements. */
    Set<Partition> others(Set<Partition> read) {
        Set<Partition> others = new TreeSet<>(all);
        others.removeAll(read);
        others.removeIf(partition -> partition.number() == 0);
        return others;
    }

    /** Nothing below a commit-ts is to come in a partition. */
    void pass(Partition partition, long watermark) {
        watched.merge(partition, watermark, Math::max);
    }

    /** For each partition that can be read the commit-ts below which all of its rows are known. */
    Map<Partition, Long> watermarks(Collection<PartitionLog> logs, Set<Partition> read) {
        Map<Partition, Long> watermarks = new HashMap<>();
        others(read).forEach(partition -> watermarks.put(partition, watched.getOrDefault(partition, Envelope.NONE)));
        logs.stream()
                .filter(log -> log.problem() == null)
                .forEach(log -> watermarks.put(log.partition(), log.watermark()));
        return watermarks;
    }

    /** The cut, as far as rows are concerned, where this instance reads some of the partitions. */
    OptionalLong of(Collection<PartitionLog> logs, Set<Partition> read) {
        long least = watermarks(logs, read).values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Envelope.NONE);
        return all.isEmpty() || least == Envelope.NONE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    /** The smallest watermark over partitions that can be read; {@link Envelope#NONE} if it is known of none. */
    static long least(Collection<PartitionLog> logs) {
        return logs.stream()
                .filter(log -> log.problem() == null)
                .mapToLong(PartitionLog::watermark)
                .min()
                .orElse(Envelope.NONE);
    }
}
