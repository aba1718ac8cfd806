package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
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

/** The tables that this instance lands now, and those that are stopped. Not thread safe. */
final class Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Coverage coverage;
    private final Backlog backlog;
    private final Admission admission;
    private final Reading reading;
    private final Clock clock;
    private final SortedMap<TableId, Attached> tables = new TreeMap<>();
    private final Map<TableId, Instant> stopped = new HashMap<>();
    private final Map<TableId, Long> ended = new HashMap<>();
    private final Set<TableId> made = new HashSet<>();
    private boolean whole = true;
    private Instant idleUntil;

    Attachments(Coverage coverage, Backlog backlog, Statements statements, Reading reading, Clock clock) {
        this.coverage = coverage;
        this.backlog = backlog;
        this.admission = new Admission(coverage, backlog, statements, reading);
        this.reading = reading;
        this.clock = clock;
        this.idleUntil = clock.instant().plus(IDLE);
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
     * Positioned mode: HEADs of tables of which no row waits learn from time to time how far their partitions were read, as
     * windows without rows tell them in resolved mode. Else retention would stop a table that is idle.
     */
    void rememberIdle(BacklogView view) {
        Instant now = clock.instant();
        if (!reading.positioned() || now.isBefore(idleUntil)) {
            return;
        }
        idleUntil = now.plus(IDLE);
        for (Attached table : tables.values()) {
            try {
                rememberIdle(table, view);
            } catch (IOException e) {
                LOG.warn("table {}: how far it is read cannot be kept yet: {}", table.table(), e.toString());
            }
        }
    }

    private void rememberIdle(Attached table, BacklogView view) throws IOException {
        TableId id = table.table();
        SortedMap<Partition, Long> read = new TreeMap<>(table.settled());
        read.replaceAll((partition, before) -> view.read(partition).next());
        boolean waits = view.rows(id).stream()
                .anyMatch(rows ->
                        rows.oldestOffset() < view.read(rows.partition()).next());
        TableHint told = waits || read.equals(table.settled()) || coverage.of(id) == null
                ? null
                : TableHint.parse(id, coverage.hint(id));
        if (told != null) {
            TableHint hint = new TableHint(read, told.statements(), told.known());
            coverage.remember(id, hint.words());
            table.landed(hint, table.version());
        }
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
            settle(table, admission.of(table, rows, view, again != null));
        } catch (IOException e) {
            whole = false;
            LOG.warn("table {}: cannot be taken, will be tried again: {}", table, e.toString());
        }
    }

    private void settle(TableId table, Admission.Answer answer) throws IOException {
        if (answer instanceof Admission.Admitted admitted) {
            tables.put(table, admitted.table());
            stopped.remove(table);
        } else if (answer instanceof Admission.Awaited awaited) {
            whole = false;
            if (awaited.released()) {
                stopped.remove(table);
            }
        } else if (answer instanceof Admission.Refused refused) {
            coverage.quarantine(table, refused.reason());
            detach(table);
        } else {
            detach(table);
        }
    }
}
