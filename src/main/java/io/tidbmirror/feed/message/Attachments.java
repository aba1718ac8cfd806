package io.tidbmirror.feed.message;

import io.tidbmirror.change.PoisonException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables that this instance lands now, and those that are stopped. Not thread safe. */
final class Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Coverage coverage;
    private final Backlog backlog;
    private final Admission admission;
    private final KnownTopics topics;
    private final Reading reading;
    private final Clock clock;
    private final SortedMap<TableId, Attached> tables = new TreeMap<>();
    private final StoppedTables stopped;
    private final Set<TableId> trusted = new HashSet<>();
    private final Map<TableId, Long> ended = new HashMap<>();
    private final Set<TableId> made = new HashSet<>();
    private final Set<TableId> awaited = new HashSet<>();
    private boolean whole = true;
    private Instant idleUntil;

    Attachments(
            Coverage coverage,
            Backlog backlog,
            Statements statements,
            KnownTopics topics,
            Reading reading,
            Clock clock) {
        this.coverage = coverage;
        this.backlog = backlog;
        this.admission = new Admission(coverage, backlog, statements, topics, reading);
        this.topics = topics;
        this.reading = reading;
        this.clock = clock;
        this.stopped = new StoppedTables(clock);
        this.idleUntil = clock.instant().plus(IDLE);
    }

    Collection<Attached> all() {
        return tables.values();
    }

    @Nullable
    Attached find(TableId table) {
        return tables.get(table);
    }

    /** Those of which nobody waits for rows. */
    StoppedTables stopped() {
        return stopped;
    }

    /** Whether every table of the last round came in or stopped; if not, statements must be kept for it. */
    boolean areWhole() {
        return whole;
    }

    void beginRound() {
        whole = true;
        awaited.clear();
    }

    /** Partitions went or came: other instances may have had all tables but those that are landed here as before. */
    void distrustOthers(BacklogView view) {
        trusted.removeIf(table -> {
            Attached attached = tables.get(table);
            return attached == null || !attached.isCurrent(view);
        });
    }

    /** The table was stopped when this process began, or began to read a partition: its rows may have passed by. */
    void beginStopped(TableId table) {
        if (!tables.containsKey(table)) {
            stopped.begin(table);
        }
    }

    /** The table is stopped: none of its rows is held until somebody releases it. */
    void detach(TableId table) {
        Attached attached = tables.remove(table);
        Set<Partition> places = attached == null ? Set.of() : attached.partitions();
        stop(table, places, places);
    }

    private void stop(TableId table, Set<Partition> partitions, Set<Partition> home) {
        stopped.stop(table, partitions, home);
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

    /**
     * Drops tables of which a partition is read anew, or by another instance, or of which a topic was made again; where rows may be
     * anywhere, all of them unless every partition is read.
     */
    void prune(BacklogView view) {
        boolean inPart = reading.dispatcher().spreads() && !view.whole();
        tables.values().removeIf(table -> inPart || !table.isCurrent(view) || topics.isOther(table.topics()));
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
            TableHint hint = new TableHint(read, told.statements(), told.known(), told.topics());
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
        if (tables.remove(table) != null) { // where it is read from has changed
            trusted.remove(table);
        }
        if (awaited.contains(table) || stopped.rests(table)) {
            return;
        }
        if (reading.dispatcher().spreads() && !view.whole()) {
            whole = false;
            return;
        }
        if (trusted.add(table)) {
            coverage.distrust(table);
        }
        try {
            settle(table, rows, admission.of(table, rows, view, stopped.has(table)));
        } catch (IOException e) {
            whole = false;
            made.remove(table);
            LOG.warn("table {}: cannot be taken, will be tried again: {}", table, e.toString());
        }
    }

    private void settle(TableId table, List<BacklogView.Rows> rows, Admission.Answer answer) throws IOException {
        if (answer instanceof Admission.Admitted admitted) {
            tables.put(table, admitted.table());
            stopped.remove(table);
        } else if (answer instanceof Admission.Awaited waits) {
            whole = false;
            awaited.add(table); // what it waits for is in no view of this round
            if (waits.released()) {
                stopped.remove(table);
            }
        } else {
            if (answer instanceof Admission.Refused refused) {
                coverage.quarantine(table, refused.reason());
            }
            stop(table, rows.stream().map(BacklogView.Rows::partition).collect(Collectors.toSet()), home(table));
        }
    }

    private Set<Partition> home(TableId table) throws IOException {
        try {
            TableHint told = TableHint.parse(table, coverage.hint(table));
            return told == null ? Set.of() : told.rows().keySet();
        } catch (PoisonException unreadable) { // which is why it is stopped
            return Set.of();
        }
    }
}
