package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the partitions that are assigned to this instance and is not landed yet. Filled by the client's thread,
 * read by windows, emptied when they have landed. Thread safe.
 */
public final class Backlog {
    /** In place of an offset: where whoever reads takes what is left of a partition for all there was. */
    public static final long BEGINNING = -1;

    private final boolean positioned;
    private final Intake intake;
    private final ConsistentCut cut = new ConsistentCut();
    private final Assignment assignment = new Assignment();
    private final PartitionEnds ends = new PartitionEnds();

    /**
     * An empty backlog.
     *
     * @param terminator what the decoder of the rows expects behind each message
     * @param wanted the tables that are mirrored
     * @param positioned whether rows land as they arrive
     */
    public Backlog(Holding holding, String terminator, Predicate<TableId> wanted, boolean positioned) {
        this.positioned = positioned;
        this.intake = new Intake(holding, terminator, wanted, positioned);
    }

    /** Every partition of the topics, assigned to whomever. */
    public synchronized void partitions(Collection<Partition> found) {
        cut.partitions(found);
    }

    /** The offset behind the last message of every partition, as it is now. */
    public void ends(Map<Partition, Long> found) {
        ends.found(found);
    }

    PartitionEnds ends() {
        return ends;
    }

    /**
     * A partition is read by this instance, from an offset on or from its first message if that is gone.
     *
     * @param wanted offset below which no message is needed, or {@link #BEGINNING}
     * @param beginning offset of the first message that the partition still has
     * @param unread what {@link #unread} gave before, or where the offset was committed
     */
    public synchronized void assigned(Partition partition, long wanted, long beginning, OptionalLong unread) {
        revoked(partition);
        assignment.begin(partition, wanted, beginning, unread);
    }

    /** A partition is read by another instance from now on; what is held of it is let go. */
    public synchronized void revoked(Partition partition) {
        in(assignment.end(partition), PartitionLog::release);
    }

    /** Number of a partition's tenure, for {@link Fetched}; -1 if the partition is not assigned. */
    public synchronized long tenure(Partition partition) {
        PartitionLog log = assignment.log(partition);
        return log == null ? -1 : log.tenure();
    }

    /**
     * The client has been asked for messages.
     *
     * @param last offset of the last message it handed out, -1 if it had none
     * @param position offset of the next message it will hand out
     */
    public synchronized void fetched(Partition partition, long last, long position) {
        in(assignment.log(partition), log -> log.fetched(last, position));
    }

    /**
     * Takes a message. One of an earlier tenure is dropped, since it comes again; where one is missing, the partition is
     * wound back to it.
     *
     * @throws IOException if rows cannot be kept on disk; the partition is read again from here
     */
    public synchronized void append(Fetched message) throws IOException {
        PartitionLog log = assignment.expecting(message);
        byte[] value = message.value();
        if (log == null) {
            return;
        }
        if (value != null) {
            intake.take(log, message, value);
        }
        if (log.problem() == null) {
            log.appended(message.offset());
        }
    }

    /** A message cannot be read at all. */
    public synchronized void refuse(Fetched message, String reason) {
        in(assignment.expecting(message), log -> intake.stop(log, message, reason));
    }

    /** Where the client has to go before it reads on. */
    public synchronized Map<Partition, Long> seeks() {
        return assignment.seeks();
    }

    /** Asks for a partition to be read again from an offset. */
    synchronized void windBack(Partition partition, long offset) {
        assignment.windBack(partition, offset);
    }

    /**
     * Partitions to leave alone for now: while memory is full, those that are ahead of others, since rows land only below the
     * smallest watermark; in positioned mode all.
     */
    public synchronized Set<Partition> paused() {
        return assignment.paused(intake.isFull(), positioned);
    }

    /** Partitions of which {@link #watched} is to tell: other instances read them, and not number 0, which all do. */
    public synchronized Set<Partition> unassigned() {
        return cut.others(assignment.partitions());
    }

    /**
     * A message of a partition that another instance reads.
     *
     * @return whether it is a watermark
     */
    public synchronized boolean watched(Partition partition, byte[] message) {
        return cut.watched(partition, message);
    }

    /** For each partition that can be read the commit-ts below which all of its rows are known. */
    synchronized Map<Partition, Long> watermarks() {
        return cut.watermarks(assignment.logs(), assignment.partitions());
    }

    /** Tells what no watermark in a partition does. */
    synchronized void pass(Partition partition, Floor floor) {
        assignment.pass(partition, floor);
        cut.pass(partition, floor.watermark());
    }

    /** Whether every partition is assigned to this instance. */
    synchronized boolean ownsAll() {
        return cut.isWhole(assignment.partitions());
    }

    /** Whether every partition has been read up to an offset. */
    synchronized boolean hasReached(Map<Partition, Long> ends) {
        return assignment.hasReached(ends);
    }

    /**
     * Everything at one moment.
     *
     * @param limit rows at or above it may be left out
     */
    synchronized BacklogView view(OptionalLong limit) throws IOException {
        OptionalLong resolved = cut.of(assignment.logs(), assignment.partitions());
        long below = limit.orElse(resolved.orElse(0));
        Map<Partition, BacklogView.Read> partitions = new TreeMap<>();
        Map<TableId, List<BacklogView.Rows>> tables = new TreeMap<>();
        for (PartitionLog log : assignment.logs()) {
            if (!assignment.isWindingBack(log.partition())) {
                partitions.put(log.partition(), log.read());
                for (TableLog rows : log.tables().values()) {
                    tables.computeIfAbsent(rows.table(), id -> new ArrayList<>())
                            .add(rows.view(below, log.next()));
                }
            }
        }
        return new BacklogView(resolved, cut.all(), assignment.seeks().isEmpty() && ownsAll(), partitions, tables);
    }

    /** Lets rows of a table go that are landed. */
    synchronized void landed(Partition partition, TableId table, long below) {
        in(assignment.log(partition), log -> log.landed(table, below));
    }

    /** Positioned mode: lets rows of a table go that stand before an offset. */
    synchronized void landedBefore(Partition partition, TableId table, long offset) {
        in(assignment.log(partition), log -> log.landedBefore(table, offset));
    }

    /**
     * Positioned mode: tells which rows of a table are landed.
     *
     * @return whether none of them is held
     */
    synchronized boolean skip(Partition partition, TableId table, Skip rows) {
        intake.skip(partition, table, rows);
        PartitionLog log = assignment.log(partition);
        Skip before = log == null ? null : log.skip(table);
        return before == null || before.equals(rows);
    }

    /** No row of a table at or above a commit-ts has a smaller offset; -1 if the tenure of the partition is over. */
    synchronized long oldestOffset(Partition partition, long tenure, TableId table, long from) {
        PartitionLog log = assignment.log(partition, tenure);
        return log == null ? -1 : log.oldestOffset(table, from);
    }

    /** Rows of a table are not held any more, in whatever partition. */
    synchronized void ignore(TableId table) {
        assignment.logs().forEach(log -> log.ignore(table));
    }

    /** Messages below an offset need not be read again. */
    synchronized void settle(Partition partition, long tenure, long offset) {
        in(assignment.log(partition, tenure), log -> log.settle(offset));
    }

    /** Does something in a partition, if it is still read here. */
    private static void in(@Nullable PartitionLog log, Consumer<PartitionLog> deed) {
        if (log != null) {
            deed.accept(log);
        }
    }

    /** Offsets to commit: every message below them is landed, or belongs to a table that is stopped. */
    public synchronized Map<Partition, Long> settled() {
        return assignment.settled();
    }

    /**
     * To be committed with the offset of a partition: what whoever reads on from there has to know of messages that went before
     * anybody read them. Empty if none did.
     */
    public synchronized OptionalLong unread(Partition partition) {
        PartitionLog log = assignment.log(partition);
        return log == null ? OptionalLong.empty() : log.unread();
    }
}
