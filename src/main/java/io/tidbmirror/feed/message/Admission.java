package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.StatementCatalog.Known;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance may land a table: only where nothing between what is covered and the backlog can be missing. Where
 * something is, reading goes back to it, if the topic still has it.
 */
final class Admission {
    private final Coverage coverage;
    private final Statements statements;
    private final KnownTopics topics;
    private final Reading reading;
    private final Beginnings beginnings;
    private final NeededRows needed;

    Admission(Coverage coverage, Backlog backlog, Statements statements, KnownTopics topics, Reading reading) {
        this.coverage = coverage;
        this.statements = statements;
        this.topics = topics;
        this.reading = reading;
        this.beginnings = new Beginnings(backlog, statements);
        this.needed = new NeededRows(backlog, reading);
    }

    /** What becomes of a table. */
    sealed interface Answer {}

    /** It can be landed. */
    record Admitted(Attached table) implements Answer {}

    /**
     * Messages that it needs are not there yet.
     *
     * @param released whether its rows are waited for from now on, if it was stopped
     */
    record Awaited(boolean released) implements Answer {}

    /** It has to stop, for a reason that stands behind its name. */
    record Refused(String reason) implements Answer {
        Refused(TableId table, String reason) {
            this("table " + table + " " + reason);
        }
    }

    /** It is stopped already. */
    record Stopped() implements Answer {}

    /**
     * Asks for a table.
     *
     * @param rows where it has rows in the backlog
     * @param stopped whether it was stopped before, so that its rows were not held
     * @throws IOException if it cannot be known what is covered (transient)
     */
    Answer of(TableId table, List<BacklogView.Rows> rows, BacklogView view, boolean stopped) throws IOException {
        Landed landed = coverage.of(table);
        if (landed == null) {
            return new Stopped();
        }
        TableHint told = landed.dropped() ? null : TableHint.parse(table, coverage.hint(table));
        if (told == null && !landed.covered().streams().isEmpty()) {
            return new Refused(
                    table,
                    "is landed from another input so far, and no message tells what is missing in between; land into"
                            + " a new landing zone with a new landing.state, or go back to the other input");
        }
        if (stopped && !landed.dropped() && (told == null || told.rows().isEmpty())) {
            // its rows may be in any partition, and were not held
            beginnings.read(view, any -> true);
            return new Awaited(true);
        }
        if (told == null && statements.mayTellMore(table)) {
            return new Awaited(false);
        }
        boolean begins = told == null || told.rows().isEmpty();
        boolean mayMiss = begins && !stopped && (!landed.dropped() || !rows.isEmpty());
        Optional<Answer> unread = mayMiss ? needed.behindUnread(table, statements, rows, view) : Optional.empty();
        if (unread.isPresent()) {
            return unread.get();
        }
        TableHint hint = topics.complete(told == null || (begins && !rows.isEmpty()) ? begin(told, rows, view) : told);
        if (!hint.equals(told) && !landed.dropped()) {
            coverage.remember(table, hint.words()); // before anything is landed, so that no restart forgets it
        }
        if (stopped) {
            needed.readDroppedElsewhere(table, hint, view);
        }
        return ofAnotherTopic(table, hint)
                .or(() -> misplaced(table, hint, rows, view))
                .or(() -> needed.missing(table, hint, landed, rows, view, stopped))
                .or(() -> withoutStatements(table, hint))
                .orElseGet(() -> new Admitted(attached(table, hint, landed, view)));
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
                before == null ? null : before.known(),
                before == null ? Map.of() : before.topics());
    }

    private Optional<Answer> ofAnotherTopic(TableId table, TableHint hint) {
        return topics.problem(hint).map(reason -> new Refused(table, reason));
    }

    private Optional<Answer> misplaced(TableId table, TableHint hint, List<BacklogView.Rows> rows, BacklogView view) {
        SortedMap<Partition, Long> places = new TreeMap<>(hint.rows());
        rows.forEach(place -> places.put(place.partition(), place.oldestOffset()));
        if (!reading.dispatcher().spreads() && places.size() > 1) {
            return Optional.of(new Refused(
                    table,
                    "has rows in partitions " + places.keySet()
                            + ": with dispatcher table all rows of a table are in one;"
                            + " set kafka.dispatcher as the changefeed has it, and release the table"));
        }
        boolean read = view.partitions().keySet().containsAll(hint.rows().keySet());
        return read ? Optional.empty() : Optional.of(new Awaited(false)); // or a partition is about to be wound back
    }

    private Optional<Answer> withoutStatements(TableId table, TableHint hint) {
        for (StatementLog log : statements.all()) {
            long from = hint.statements().getOrDefault(log.partition(), log.start());
            if (from < log.start()) {
                if (from < log.beginning()) {
                    return Optional.of(NeededRows.gap(table, log.partition(), from, log.beginning()));
                }
                log.want(from);
                return Optional.of(new Awaited(true));
            }
        }
        return Optional.empty();
    }

    private Attached attached(TableId table, TableHint hint, Landed landed, BacklogView view) {
        SortedMap<Partition, Long> tenures = new TreeMap<>();
        needed.places(hint, view)
                .forEach(
                        partition -> tenures.put(partition, view.read(partition).tenure()));
        return new Attached(table, hint, version(hint, landed), known(hint, landed), tenures);
    }

    private long version(TableHint hint, Landed landed) {
        return reading.positioned()
                ? hint.rows().keySet().stream()
                        .mapToLong(partition -> Skip.version(landed.covered(), partition))
                        .max()
                        .orElse(-1)
                : -1;
    }

    /** The version that a folder is built on goes on to be the first one known. */
    private static @Nullable Known known(TableHint hint, Landed landed) {
        Known known = hint.known();
        return known == null || landed.base() <= 0 || known.version() <= landed.base()
                ? known
                : new Known(known.table(), landed.base(), known.commitTs(), known.definition());
    }
}
