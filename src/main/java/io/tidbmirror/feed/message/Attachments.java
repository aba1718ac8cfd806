package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.StatementCatalog.Known;
import io.tidbmirror.feed.TableEnd;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Reading reading;
    private final Clock clock;
    private final SortedMap<TableId, Attached> tables = new TreeMap<>();
    private final Map<TableId, Instant> stopped = new HashMap<>();
    private final Map<TableId, Long> ended = new HashMap<>();
    private final Set<TableId> made = new HashSet<>();
    private boolean whole = true;

    Attachments(Coverage coverage, Backlog backlog, Statements statements, Reading reading, Clock clock) {
        this.coverage = coverage;
        this.backlog = backlog;
        this.statements = statements;
        this.reading = reading;
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
        if (!reading.once()) { // which counts at its end what it left
            backlog.ignore(table);
        }
    }

    /** Whether a table without rows may be made here; asked for once, since another instance may have its rows later. */
    boolean mayMake(TableId table) {
        return made.add(table);
    }

    /** Whether the landing folder has gone at this end of the table already. */
    boolean hasEnded(TableId table, TableEnd end) {
        return ended.getOrDefault(table, -1L) >= end.version();
    }

    /** The landing folder is gone; a table of the name that is made later begins with nothing. */
    void end(TableId table, TableEnd end) {
        ended.put(table, end.version());
        Attached attached = tables.remove(table);
        if (attached != null && !reading.once()) {
            attached.partitions().forEach(partition -> backlog.landed(partition, table, end.version() + 1));
        }
    }

    /** Drops tables of which a partition is read anew, or by another instance. */
    void prune(BacklogView view) {
        tables.values().removeIf(table -> !table.isCurrent(view));
    }

    /**
     * Takes a table in, if it is not yet.
     *
     * @param rows where it has rows in the backlog
     */
    void attach(TableId table, List<BacklogView.Rows> rows, BacklogView view) {
        Attached known = tables.get(table);
        if (known != null && rows.stream().allMatch(place -> known.partitions().contains(place.partition()))) {
            return;
        }
        tables.remove(table); // where it is read from has changed
        Instant again = stopped.get(table);
        if (again != null && clock.instant().isBefore(again)) {
            return;
        }
        if (reading.dispatcher().spreads() && !view.whole()) {
            whole = false;
            return;
        }
        try {
            take(table, rows, view);
        } catch (IOException e) {
            whole = false;
            LOG.warn("table {}: cannot be taken, will be tried again: {}", table, e.toString());
        }
    }

    private void take(TableId table, List<BacklogView.Rows> rows, BacklogView view) throws IOException {
        Landed landed = coverage.of(table);
        if (landed == null) {
            detach(table);
            return;
        }
        TableHint told = landed.dropped() ? null : TableHint.parse(table, coverage.hint(table));
        if (told == null && !landed.covered().streams().isEmpty()) {
            stop(
                    table,
                    "is landed from another input so far, and no message tells what is missing in between; land into"
                            + " a new landing zone with a new landing.state, or go back to the other input");
            return;
        }
        if (told == null && statements.mayTellMore(table)) {
            whole = false;
            return;
        }
        TableHint hint = told == null || (told.rows().isEmpty() && !rows.isEmpty()) ? begin(told, rows, view) : told;
        if (!hint.equals(told) && !landed.dropped()) {
            coverage.remember(table, hint.words()); // before anything is landed, so that no restart forgets it
        }
        if (isInPlace(table, hint, rows, view)
                && hasRows(table, hint, view)
                && skipsLanded(table, hint, landed)
                && hasStatements(table, hint)) {
            SortedMap<Partition, Long> tenures = new TreeMap<>();
            (reading.dispatcher().spreads()
                            ? view.partitions().keySet()
                            : hint.rows().keySet())
                    .forEach(partition ->
                            tenures.put(partition, view.read(partition).tenure()));
            tables.put(table, new Attached(table, hint, version(hint, landed), known(hint, landed), tenures));
            stopped.remove(table);
        }
    }

    /** The version that a folder is built on goes on to be the first one known. */
    private static @Nullable Known known(TableHint hint, Landed landed) {
        Known known = hint.known();
        return known == null || landed.base() <= 0 || known.version() <= landed.base()
                ? known
                : new Known(known.table(), landed.base(), known.commitTs(), known.definition());
    }

    /** Where a table begins. */
    private TableHint begin(@Nullable TableHint before, List<BacklogView.Rows> rows, BacklogView view) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        if (reading.dispatcher().spreads()) {
            view.partitions().forEach((partition, read) -> offsets.put(partition, read.next()));
        }
        rows.forEach(place -> offsets.put(place.partition(), place.oldestOffset()));
        return new TableHint(
                offsets,
                before == null ? statements.view().starts() : before.statements(),
                before == null ? null : before.known());
    }

    private boolean isInPlace(TableId table, TableHint hint, List<BacklogView.Rows> rows, BacklogView view)
            throws IOException {
        SortedMap<Partition, Long> places = new TreeMap<>(hint.rows());
        rows.forEach(place -> places.put(place.partition(), place.oldestOffset()));
        if (!reading.dispatcher().spreads() && places.size() > 1) {
            stop(
                    table,
                    "has rows in partitions " + places.keySet()
                            + ": with dispatcher table all rows of a table are in one;"
                            + " set kafka.dispatcher as the changefeed has it, and release the table");
            return false;
        }
        boolean read = view.partitions().keySet().containsAll(hint.rows().keySet());
        whole &= read; // or about to be wound back
        return read;
    }

    /** Whether all rows that the table may need are in the backlog; asks for those that are not. */
    private boolean hasRows(TableId table, TableHint hint, BacklogView view) throws IOException {
        boolean released = stopped.remove(table) != null;
        boolean complete = true;
        for (Map.Entry<Partition, Long> place : hint.rows().entrySet()) {
            Partition partition = place.getKey();
            long needed = place.getValue();
            BacklogView.Read read = view.read(partition);
            if (needed < read.beginning()) {
                stop(table, gap(partition, needed, read.beginning()));
                return false;
            }
            if (released || needed < read.start()) {
                LOG.info("table {}: {} is read again from offset {}", table, partition, needed);
                backlog.windBack(partition, needed);
                complete = false;
            }
        }
        whole &= complete;
        return complete;
    }

    /** Positioned mode: whether what is held begins behind what is landed; else it is read again. */
    private boolean skipsLanded(TableId table, TableHint hint, Landed landed) {
        boolean skips = true;
        if (reading.positioned()) {
            for (Map.Entry<Partition, Long> place : hint.rows().entrySet()) {
                Skip rows = Skip.of(landed.covered(), place.getKey(), place.getValue());
                if (!backlog.skip(place.getKey(), table, rows)) {
                    backlog.windBack(place.getKey(), place.getValue());
                    skips = false;
                }
            }
        }
        whole &= skips;
        return skips;
    }

    private long version(TableHint hint, Landed landed) {
        return reading.positioned()
                ? hint.rows().keySet().stream()
                        .mapToLong(partition -> Skip.version(landed.covered(), partition))
                        .max()
                        .orElse(-1)
                : -1;
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
