package io.tidbmirror.feed.message;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.Landed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that this instance lands now. A table comes in only where nothing between what is covered and the backlog can be
 * missing; where something is, reading goes back to it, or the table stops. Not thread safe.
 */
final class Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Coverage coverage;
    private final Backlog backlog;
    private final Statements statements;
    private final Clock clock;
    private final SortedMap<TableId, Attached> tables = new TreeMap<>();
    private final Map<TableId, Instant> stopped = new HashMap<>();
    private boolean whole = true;

    Attachments(Coverage coverage, Backlog backlog, Statements statements, Clock clock) {
        this.coverage = coverage;
        this.backlog = backlog;
        this.statements = statements;
        this.clock = clock;
    }

    Collection<Attached> all() {
        return tables.values();
    }

    @Nullable
    Attached find(TableId table) {
        return tables.get(table);
    }

    /** Whether nobody waits for rows of the table. */
    boolean isStopped(TableId table) {
        return stopped.containsKey(table);
    }

    /** Whether every table of the last round came in or stopped; if not, statements must be kept for it. */
    boolean areWhole() {
        return whole;
    }

    void beginRound() {
        whole = true;
    }

    /** The table is stopped: none of its rows is held until somebody releases it. */
    void detach(TableId table) {
        tables.remove(table);
        stopped.put(table, clock.instant().plus(LOOK_AGAIN));
        backlog.ignore(table);
    }

    /** Drops tables whose partition is read anew, or by another instance. */
    void prune(BacklogView view) {
        tables.values().removeIf(table -> {
            Partition partition = table.partition();
            BacklogView.Read read = partition == null ? null : view.partitions().get(partition);
            return partition != null && (read == null || read.tenure() != table.tenure());
        });
    }

    /**
     * Takes a table in, if it is not yet.
     *
     * @param rows where it has rows in the backlog; null if it has none
     */
    void attach(TableId table, BacklogView.@Nullable Rows rows, BacklogView view) {
        Attached known = tables.get(table);
        if (known != null && (rows == null || rows.partition().equals(known.partition()))) {
            return;
        }
        tables.remove(table); // where it is read from has changed
        Instant again = stopped.get(table);
        if (again != null && clock.instant().isBefore(again)) {
            return;
        }
        try {
            take(table, rows, view);
        } catch (IOException e) {
            whole = false;
            LOG.warn("table {}: cannot be taken, will be tried again: {}", table, e.toString());
        }
    }

    private void take(TableId table, BacklogView.@Nullable Rows rows, BacklogView view) throws IOException {
        Landed landed = coverage.of(table);
        Covered covered = landed == null ? null : landed.covered();
        if (covered == null) {
            detach(table);
            return;
        }
        TableHint hint = TableHint.parse(table, coverage.hint(table));
        if (hint == null && !covered.streams().isEmpty()) {
            stop(
                    table,
                    "is landed from another input so far, and no message tells what is missing in between; land into"
                            + " a new landing zone with a new landing.state, or go back to the other input");
            return;
        }
        if (hint == null || (hint.partition() == null && rows != null)) {
            hint = begin(table, rows, hint);
        }
        if (isCovered(table, hint, rows, view)) {
            Attached attached = new Attached(table, hint);
            Partition partition = hint.partition();
            BacklogView.Read read = partition == null ? null : view.partitions().get(partition);
            if (partition != null && read != null) {
                attached.place(partition, read.tenure());
            }
            tables.put(table, attached);
            stopped.remove(table);
        }
    }

    /** Where a table begins is written down before anything of it is landed, so that no restart forgets it. */
    private TableHint begin(TableId table, BacklogView.@Nullable Rows rows, @Nullable TableHint before)
            throws IOException {
        TableHint hint = new TableHint(
                rows == null ? null : rows.partition(),
                rows == null ? -1 : rows.oldestOffset(),
                before == null ? statements.view().starts() : before.statements(),
                before == null ? null : before.known());
        coverage.remember(table, hint.words());
        return hint;
    }

    /** Whether all messages that the table may need are in the backlog; asks for those that are not. */
    private boolean isCovered(TableId table, TableHint hint, BacklogView.@Nullable Rows rows, BacklogView view)
            throws IOException {
        Partition partition = hint.partition();
        if (partition != null && rows != null && !rows.partition().equals(partition)) {
            stop(
                    table,
                    "has rows in partition " + partition + " and in " + rows.partition()
                            + ": with dispatcher table all rows of a table are in one; check the changefeed's"
                            + " dispatchers");
            return false;
        }
        return hasRows(table, hint, view) && hasStatements(table, hint);
    }

    private boolean hasRows(TableId table, TableHint hint, BacklogView view) throws IOException {
        Partition partition = hint.partition();
        if (partition == null) {
            return true;
        }
        BacklogView.Read read = view.partitions().get(partition);
        if (read == null) {
            whole = false; // about to be wound back
            return false;
        }
        if (hint.offset() >= read.start() && !stopped.containsKey(table)) {
            return true;
        }
        if (hint.offset() < read.beginning()) {
            stop(table, gap(partition, hint.offset(), read.beginning()));
            return false;
        }
        LOG.info("table {}: {} is read again from offset {}", table, partition, hint.offset());
        stopped.remove(table);
        whole = false;
        backlog.windBack(partition, hint.offset());
        return false;
    }

    private boolean hasStatements(TableId table, TableHint hint) throws IOException {
        for (StatementLog log : statements.all()) {
            long needed = hint.statements().getOrDefault(log.partition(), log.start());
            if (needed < log.start()) {
                if (needed < log.beginning()) {
                    stop(table, gap(log.partition(), needed, log.beginning()));
                } else {
                    whole = false;
                    log.want(needed);
                }
                return false;
            }
        }
        return true;
    }

    private static String gap(Partition partition, long needed, long beginning) {
        return "needs the messages of " + partition + " from offset " + needed + ", but the first one there is "
                + beginning + ": the topic's retention has passed; build the table again from a new changefeed";
    }

    private void stop(TableId table, String reason) throws IOException {
        coverage.quarantine(table, "table " + table + " " + reason);
        detach(table);
    }
}
