package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The statements of all topics: a log for partition 0 of each. Thread safe. */
public final class Statements {
    private final SortedMap<Partition, StatementLog> logs = new TreeMap<>();
    private Map<Partition, Long> wanted = Map.of();
    private boolean decided;
    private final boolean positioned;
    private long asked;
    private long answered;

    /**
     * None yet.
     *
     * @param positioned whether messages may tell no commit-ts
     */
    public Statements(boolean positioned) {
        this.positioned = positioned;
    }

    /** Asks for a look at the ends of the partitions; returns its number. */
    synchronized long ask() {
        return ++asked;
    }

    /** The number of the last look that was asked for, if it was not taken yet. */
    public synchronized OptionalLong asked() {
        return asked > answered ? OptionalLong.of(asked) : OptionalLong.empty();
    }

    /** What was there when a look was asked for has been read. */
    public synchronized void answer(long look, Map<Partition, Long> ends) {
        if (decided && ends.keySet().equals(logs.keySet()) && hasReached(ends)) {
            answered = Math.max(answered, look);
        }
    }

    /** Whether a look has been taken. */
    synchronized boolean isAnswered(long look) {
        return answered >= look;
    }

    /** All partitions of the topics there are now. Topics without tables may have been deleted; one with tables is missed. */
    public synchronized void partitions(Collection<Partition> all) {
        logs.values().removeIf(log -> log.isSilent() && !all.contains(log.partition()));
        for (Partition partition : new TreeSet<>(all)) {
            if (partition.number() == 0 && !logs.containsKey(partition)) {
                StatementLog log = new StatementLog(partition);
                logs.put(partition, log);
                if (decided) {
                    log.want(wanted.getOrDefault(partition, 0L));
                }
            }
        }
    }

    /** These topics are gone: nobody waits for statements in them. */
    synchronized void leave(Set<String> topics) {
        logs.keySet().removeIf(partition -> topics.contains(partition.topic()));
    }

    /** Where to read from; what is not named is read from its beginning. */
    synchronized void want(Map<Partition, Long> offsets) {
        wanted = Map.copyOf(offsets);
        decided = true;
        logs.values().forEach(log -> log.want(wanted.getOrDefault(log.partition(), 0L)));
    }

    synchronized boolean isDecided() {
        return decided;
    }

    synchronized @Nullable StatementLog log(Partition partition) {
        return logs.get(partition);
    }

    /** Whether a partition is to be read for its statements. */
    public synchronized boolean reads(Partition partition) {
        return logs.containsKey(partition);
    }

    synchronized List<StatementLog> all() {
        return List.copyOf(logs.values());
    }

    /** Partitions whose next message is not the one that follows, with where to go. */
    public Map<Partition, Long> seeks() {
        Map<Partition, Long> seeks = new TreeMap<>();
        for (StatementLog log : all()) {
            OptionalLong seek = log.takeSeek();
            seek.ifPresent(offset -> seeks.put(log.partition(), offset));
        }
        return seeks;
    }

    /**
     * Whether there may be an earlier statement on a table of which none is known; then all are read from their beginning.
     */
    boolean mayTellMore(TableId table) {
        return all().stream().noneMatch(log -> log.tells(table)) && areReadInPart();
    }

    /** Whether there are earlier statements than those that are known; then all are read from their beginning. */
    boolean areReadInPart() {
        boolean more = all().stream().anyMatch(log -> log.start() > log.beginning());
        if (more) {
            all().forEach(log -> log.want(log.beginning()));
        }
        return more;
    }

    /** A partition is read from an offset on; the first message it has is at {@code beginning}. */
    public void begin(Partition partition, long start, long beginning) {
        StatementLog log = log(partition);
        if (log != null) {
            log.begin(start, beginning);
        }
    }

    /** Takes a message; only statements and watermarks are kept. */
    public void append(Partition partition, long offset, byte @Nullable [] message) {
        StatementLog log = log(partition);
        if (log == null || log.problem() != null) {
            return;
        }
        try {
            if (message != null) {
                Envelope envelope = Envelope.read(message);
                log.add(offset, positioned ? envelope.timed() : envelope);
            }
        } catch (IllegalArgumentException e) {
            refuse(partition, offset, String.valueOf(e.getMessage()));
        }
    }

    /** A message cannot be read. */
    public void refuse(Partition partition, long offset, String reason) {
        StatementLog log = log(partition);
        if (log != null) {
            log.stop("message " + partition + "@" + offset + " cannot be read: " + reason);
        }
    }

    /** The reader of a partition stands at an offset. */
    public void reached(Partition partition, long position) {
        StatementLog log = log(partition);
        if (log != null && log.problem() == null) {
            log.reached(position);
        }
    }

    /** A new client begins to read: each log tells it where. */
    public void again() {
        all().forEach(StatementLog::again);
    }

    boolean hasReached(Map<Partition, Long> ends) {
        return all().stream()
                .allMatch(log -> log.problem() != null
                        || (!log.isRewinding() && log.next() >= ends.getOrDefault(log.partition(), 0L)));
    }

    /** All statements, and the commit-ts below which they are complete. */
    record View(List<Statement> statements, OptionalLong resolved, SortedMap<Partition, Long> starts) {}

    View view() {
        List<Statement> statements = new ArrayList<>();
        SortedMap<Partition, Long> starts = new TreeMap<>();
        long resolved = Long.MAX_VALUE;
        for (StatementLog log : all()) {
            resolved = Math.min(resolved, log.view(statements));
            starts.put(log.partition(), log.start());
        }
        boolean known = resolved != Long.MAX_VALUE && resolved != Envelope.NONE;
        return new View(statements, known ? OptionalLong.of(resolved) : OptionalLong.empty(), starts);
    }

    /**
     * For each partition the offset below which every statement is below a commit-ts. Those where nothing is sent any more are left
     * out: their messages go by retention, and perhaps their topics, and nobody needs them.
     */
    SortedMap<Partition, Long> offsetsFor(long commitTs) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        all().stream()
                .filter(log -> !log.isSilent())
                .forEach(log -> offsets.put(log.partition(), log.offsetFor(commitTs)));
        return offsets;
    }

    /** For each partition that can be read the commit-ts below which all of its statements are known. */
    Map<Partition, Long> watermarks() {
        Map<Partition, Long> watermarks = new TreeMap<>();
        all().stream()
                .filter(log -> log.problem() == null)
                .forEach(log -> watermarks.put(log.partition(), log.watermark()));
        return watermarks;
    }

    /** Tells what no watermark in a partition does. */
    void pass(Partition partition, Floor floor) {
        StatementLog log = log(partition);
        if (log != null) {
            log.pass(floor);
        }
    }
}
