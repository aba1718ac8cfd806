package io.tidbmirror.feed.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that this instance reads, and where it has to go back before it reads on. Guarded by the backlog. */
final class Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final SortedMap<Partition, PartitionLog> logs = new TreeMap<>();
    private final Map<Partition, Long> seeks = new HashMap<>();
    private final Map<Partition, Floor> floors = new HashMap<>();
    private long tenures;

    /**
     * A partition that is not assigned is read from an offset on, or from its first message if that is gone; a new tenure begins.
     *
     * @param before what went unread before, see {@link PartitionLog#unread}; forgotten where it is wanted from its beginning
     */
    void begin(Partition partition, long wanted, long beginning, OptionalLong before) {
        long start = Math.max(wanted, beginning);
        OptionalLong unread = wanted == Backlog.BEGINNING ? OptionalLong.empty() : before;
        if (wanted != Backlog.BEGINNING && wanted < beginning) {
            LOG.warn(
                    "{}: messages {} to {} went by the topic's retention before they were read: each table that has no landed row"
                            + " yet stops at its first row there, unless its CREATE shows that it was made later",
                    partition,
                    wanted,
                    beginning - 1);
            unread = PartitionLog.UNREAD;
        }
        LOG.info("{}: read from offset {}", partition, start);
        PartitionLog log = new PartitionLog(partition, ++tenures, start, beginning, unread);
        log.pass(floors.getOrDefault(partition, Floor.NONE));
        logs.put(partition, log);
    }

    /** Tells what no watermark in a partition does, whether it is assigned now or later. */
    void pass(Partition partition, Floor floor) {
        floors.put(partition, floor);
        PartitionLog log = logs.get(partition);
        if (log != null) {
            log.pass(floor);
        }
    }

    /** A partition is not read any more; gives what was read of it, null if it was not assigned. */
    @Nullable
    PartitionLog end(Partition partition) {
        seeks.remove(partition);
        return logs.remove(partition);
    }

    Set<Partition> partitions() {
        return logs.keySet();
    }

    Collection<PartitionLog> logs() {
        return logs.values();
    }

    /** Null if the partition is not assigned. */
    @Nullable
    PartitionLog log(Partition partition) {
        return logs.get(partition);
    }

    /** Null if the tenure is over. */
    @Nullable
    PartitionLog log(Partition partition, long tenure) {
        PartitionLog log = logs.get(partition);
        return log == null || log.tenure() != tenure ? null : log;
    }

    /** What was read of the partition that waits for just this message, or null. Where one is missing, it is wound back. */
    @Nullable
    PartitionLog expecting(Fetched message) {
        PartitionLog log = log(message.partition(), message.tenure());
        if (log == null || log.problem() != null || isWindingBack(message.partition())) {
            return null;
        }
        if (!log.follows(message.previous())) {
            LOG.warn(
                    "{}: message {} came out of turn, reading again from {}",
                    log.partition(),
                    message.offset(),
                    log.resumeAt());
            seeks.put(log.partition(), log.resumeAt());
            return null;
        }
        return log;
    }

    /** Asks for a partition to be read again from an offset. */
    void windBack(Partition partition, long offset) {
        seeks.merge(partition, offset, Math::min);
    }

    /** Whether a partition waits to be read again. */
    boolean isWindingBack(Partition partition) {
        return seeks.containsKey(partition);
    }

    /** Where to go before reading on. */
    Map<Partition, Long> seeks() {
        return Map.copyOf(seeks);
    }

    /**
     * Those to leave alone for now: that cannot be read, and while there is no room for rows, that are ahead of others.
     *
     * @param level whether none is ahead of another, so that all are paused (positioned mode)
     */
    Set<Partition> paused(boolean full, boolean level) {
        long least = ConsistentCut.least(logs.values());
        Set<Partition> paused = new TreeSet<>();
        for (PartitionLog log : logs.values()) {
            if (log.problem() != null || (full && (level || log.watermark() > least))) {
                paused.add(log.partition());
            }
        }
        return paused;
    }

    /** Whether every partition has been read up to an offset, or cannot be. */
    boolean hasReached(Map<Partition, Long> ends) {
        return seeks.isEmpty()
                && ends.entrySet().stream().allMatch(end -> {
                    PartitionLog log = logs.get(end.getKey());
                    return log != null && (log.problem() != null || log.next() >= end.getValue());
                });
    }

    /** Offsets below which no message need be read again. */
    Map<Partition, Long> settled() {
        Map<Partition, Long> settled = new TreeMap<>();
        for (PartitionLog log : logs.values()) {
            if (log.settled() >= 0 && !isWindingBack(log.partition())) {
                settled.put(log.partition(), log.settled());
            }
        }
        return settled;
    }
}
