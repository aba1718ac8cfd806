package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * DDL statements, which TiCDC sends to partition 0 alone, and the watermark up to which all of them are known. Thread safe.
 */
final class StatementLog {
    private final Partition partition;
    private final List<Told> told = new ArrayList<>();
    private OptionalLong wanted = OptionalLong.empty();
    private boolean rewind;
    private boolean begun;
    private long start;
    private long beginning;
    private long next;
    private long watermark = Envelope.NONE;
    private long marked;
    private Floor floor = Floor.NONE;
    private @Nullable String problem;

    /** A statement with its offset. */
    private record Told(long offset, Statement statement) {}

    StatementLog(Partition partition) {
        this.partition = partition;
    }

    Partition partition() {
        return partition;
    }

    /** Asks to be read from an offset on: the first call decides, later ones only wind back. */
    synchronized void want(long offset) {
        if (wanted.isEmpty() || offset < wanted.getAsLong()) {
            wanted = OptionalLong.of(offset);
            rewind = true;
        }
    }

    /** Asks to be read from the first message there is. */
    synchronized void readFromTheBeginning() {
        wanted = OptionalLong.of(0);
        rewind = true;
        floor = Floor.NONE; // it may be of another topic
    }

    /** Where to go before the next read, if the log asks for it. */
    synchronized OptionalLong takeSeek() {
        OptionalLong seek = rewind ? wanted : OptionalLong.empty();
        rewind = false;
        return seek;
    }

    /** Asks to be read again, by a new client. */
    synchronized void again() {
        rewind = wanted.isPresent();
    }

    /** Whether it waits to be read from another place. */
    synchronized boolean isRewinding() {
        return rewind;
    }

    /** Reading begins at an offset, which is greater than the one asked for if that is gone. */
    synchronized void begin(long at, long first) {
        boolean gap = begun && at > next;
        begun = true;
        start = at;
        beginning = first;
        next = at;
        watermark = Envelope.NONE;
        problem = gap
                ? "statements of " + partition + " before offset " + at + " are gone by the topic's retention"
                : null;
        told.clear();
    }

    synchronized void add(long offset, Envelope envelope) {
        if (envelope.kind() == Envelope.Kind.STATEMENT && envelope.commitTs() != Envelope.NONE) {
            told.add(new Told(offset, apart(envelope)));
        } else if (envelope.kind() == Envelope.Kind.WATERMARK && envelope.commitTs() >= watermark) {
            watermark = envelope.commitTs();
            marked = offset;
        }
        next = offset + 1;
    }

    /** Statements on a table in one millisecond follow each other; one that is sent again is the same. */
    private Statement apart(Envelope envelope) {
        long commitTs = envelope.commitTs();
        for (Told one : told) {
            Statement before = one.statement();
            boolean close = before.commitTs() >= commitTs && before.table().equals(envelope.table());
            if (close && before.commitTs() == commitTs && !before.sql().equals(envelope.sql())) {
                commitTs++;
            }
        }
        return new Statement(commitTs, envelope.table(), envelope.word(), envelope.sql());
    }

    /** Whether some statement on a table is known. */
    synchronized boolean tells(TableId table) {
        return told.stream().anyMatch(one -> one.statement().table().equals(table));
    }

    /**
     * Whether a table was made behind the messages of a partition that are gone. Rows come behind the statement that makes their
     * table, and a watermark that comes behind this one is not below it.
     */
    synchronized boolean makesBehind(TableId table, Partition rows, BacklogView.Read read) {
        long watermark = read.unread().orElse(Envelope.NONE);
        return told.stream()
                .filter(one -> one.statement().table().equals(table)
                        && one.statement().word().equals("CREATE"))
                .anyMatch(one -> rows.equals(partition)
                        ? one.offset() >= read.beginning()
                        : one.statement().commitTs() > watermark);
    }

    synchronized void reached(long position) {
        next = Math.max(next, position);
    }

    synchronized void stop(String reason) {
        problem = reason;
    }

    synchronized @Nullable String problem() {
        return problem;
    }

    synchronized long start() {
        return start;
    }

    synchronized long beginning() {
        return beginning;
    }

    synchronized long next() {
        return next;
    }

    /** Every statement with a smaller commit-ts is known; {@link Envelope#NONE} before the first watermark. */
    synchronized long watermark() {
        return rewind ? Envelope.NONE : floor.raise(watermark, next);
    }

    /** Tells what no watermark in the partition does. */
    synchronized void pass(Floor behind) {
        floor = behind;
    }

    /** Whether nothing is sent there any more, as far as it is known. */
    synchronized boolean isSilent() {
        return watermark() > watermark;
    }

    /** The tables that statements are on, but for renamed ones, whose rows are elsewhere. */
    synchronized Set<TableId> tables() {
        return told.stream()
                .map(Told::statement)
                .filter(statement -> !statement.word().equals("RENAME"))
                .map(Statement::table)
                .collect(Collectors.toSet());
    }

    /** Adds what is known and returns the watermark below which it is complete. */
    synchronized long view(List<Statement> into) {
        told.forEach(one -> into.add(one.statement()));
        return watermark();
    }

    /** Statements below this offset are all below a commit-ts; and it is not behind the last watermark. */
    synchronized long offsetFor(long commitTs) {
        long known = watermark == Envelope.NONE ? next : marked;
        return told.stream()
                .filter(one -> one.statement().commitTs() >= commitTs)
                .mapToLong(Told::offset)
                .reduce(known, Math::min);
    }
}
