package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was read of one partition since it was assigned, or since it was wound back. Guarded by the backlog. */
final class PartitionLog {
    /** Messages are gone that nobody has read, and no watermark behind them is known. */
    static final OptionalLong UNREAD = OptionalLong.of(Long.MAX_VALUE);

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final Partition partition;
    private final long tenure;
    private final long start;
    private final long beginning;
    private final OptionalLong unread;
    private final SortedMap<TableId, TableLog> tables = new TreeMap<>();
    private final Set<TableId> ignored = new HashSet<>();
    private final Map<TableId, Long> dropped = new HashMap<>();
    private final Map<TableId, Skip> skips = new HashMap<>();
    private final Map<TableId, Long> seen = new HashMap<>();
    private long next;
    private long lastFetched = -1;
    private long lastAppended = -1;
    private long position;
    private long firstWatermark = Envelope.NONE;
    private long watermark = Envelope.NONE;
    private long marked;
    private long settled = -1;
    private Floor floor = Floor.NONE;
    private @Nullable String problem;

    /**
     * Begins to read.
     *
     * @param tenure different for each beginning: messages of an earlier one do not count
     * @param start offset of the first message to come
     * @param beginning offset of the first message there is
     * @param unread as {@link #unread()} was in the tenure before, or {@link #UNREAD} if messages are gone since
     */
    PartitionLog(Partition partition, long tenure, long start, long beginning, OptionalLong unread) {
        this.partition = partition;
        this.tenure = tenure;
        this.start = start;
        this.beginning = beginning;
        this.unread = unread;
        this.next = start;
        this.position = start;
    }

    Partition partition() {
        return partition;
    }

    long tenure() {
        return tenure;
    }

    /** Every row with a smaller commit-ts has been read; {@link Envelope#NONE} if that is not known of any. */
    long watermark() {
        return floor.raise(watermark, next());
    }

    /** Tells what no watermark in the partition does. */
    void pass(Floor behind) {
        floor = behind;
    }

    /** How it is read at this moment. */
    BacklogView.Read read() {
        return new BacklogView.Read(
                tenure, start, beginning, next(), watermark(), problem, Map.copyOf(dropped), unread());
    }

    /**
     * Present if messages are gone that nobody has read: the first watermark behind them, or as {@link #UNREAD} as long as none
     * has come.
     */
    OptionalLong unread() {
        return unread.equals(UNREAD) && firstWatermark != Envelope.NONE ? OptionalLong.of(firstWatermark) : unread;
    }

    @Nullable
    String problem() {
        return problem;
    }

    void stop(String reason) {
        problem = reason;
    }

    SortedMap<TableId, TableLog> tables() {
        return tables;
    }

    /** Whether a row is not to be held, since its table is stopped. */
    boolean drops(TableId table, long offset) {
        boolean drops = ignored.contains(table);
        if (drops) {
            dropped.putIfAbsent(table, offset);
        }
        return drops;
    }

    /** Every message below this offset has been appended. */
    long next() {
        return lastFetched == lastAppended ? Math.max(next, position) : next;
    }

    /** The client has handed out messages up to one, or none at all, and stands at a position. */
    void fetched(long last, long at) {
        lastFetched = last >= 0 ? last : lastFetched;
        position = at;
    }

    /** The offset from which nothing has been appended. */
    long resumeAt() {
        return next;
    }

    /** Whether a message follows right behind the last one appended. */
    boolean follows(long previous) {
        return previous == lastAppended;
    }

    void appended(long offset) {
        lastAppended = offset;
        next = offset + 1;
    }

    void mark(long ts, long offset) {
        firstWatermark = firstWatermark == Envelope.NONE ? ts : firstWatermark;
        if (ts >= watermark) {
            watermark = ts;
            marked = offset;
        }
    }

    /** Messages below this offset need not be read again; -1 if nothing is known yet. */
    long settled() {
        return settled;
    }

    /** Not beyond the last watermark, which the next process needs. */
    void settle(long offset) {
        settled = Math.max(settled, watermark == Envelope.NONE ? offset : Math.min(offset, marked));
    }

    /** Rows of a table below a commit-ts are landed. */
    void landed(TableId table, long below) {
        letGo(tables.get(table), rows -> rows.landed(below));
    }

    /** Positioned mode: rows of a table that stand before an offset are landed. */
    void landedBefore(TableId table, long offset) {
        letGo(tables.get(table), rows -> rows.landedBefore(offset));
    }

    /** No row of a table at or above a commit-ts has a smaller offset. */
    long oldestOffset(TableId table, long from) {
        TableLog rows = tables.get(table);
        return rows == null ? next() : rows.oldestOffset(from, next());
    }

    /** Rows of a table are not held from now on. */
    void ignore(TableId table) {
        ignored.add(table);
        TableLog rows = tables.remove(table);
        if (rows != null) {
            dropped.putIfAbsent(table, rows.oldestOffset(0, next));
        }
        letGo(rows, TableLog::release);
    }

    /** Whether a row is landed already; asked once for each. */
    boolean skips(TableId table, long offset, Skip landed) {
        skips.putIfAbsent(table, landed);
        if (offset < landed.below()) {
            return true;
        }
        long before = seen.merge(table, 1L, Long::sum) - 1;
        return before < landed.rows();
    }

    /** What was taken for landed since the first row of a table; null if none was seen. */
    @Nullable
    Skip skip(TableId table) {
        return skips.get(table);
    }

    /** No rows are held any more. */
    void release() {
        tables.values().forEach(rows -> letGo(rows, TableLog::release));
        tables.clear();
    }

    private interface LettingGo {
        void from(TableLog rows) throws IOException;
    }

    /** What cannot be deleted is swept at a later start. */
    private void letGo(@Nullable TableLog rows, LettingGo step) {
        try {
            if (rows != null) {
                step.from(rows);
            }
        } catch (IOException e) {
            LOG.warn("{}: rows that are not needed any more cannot be deleted: {}", partition, e.toString());
        }
    }
}
