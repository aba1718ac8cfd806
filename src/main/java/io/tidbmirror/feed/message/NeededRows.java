package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.message.Admission.Answer;
import io.tidbmirror.feed.message.Admission.Awaited;
import io.tidbmirror.feed.message.Admission.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the backlog has every row that a table needs; what is not there is asked for. Not thread safe. */
final class NeededRows {
    private static final Logger LOG = LoggerFactory.getLogger(NeededRows.class);

    private final Backlog backlog;
    private final Reading reading;
    private final Map<TableId, Long> doubted = new HashMap<>();

    NeededRows(Backlog backlog, Reading reading) {
        this.backlog = backlog;
        this.reading = reading;
    }

    /**
     * Asks for rows.
     *
     * @param rows where the table has rows in the backlog
     * @param stopped whether it was stopped before, so that its rows were not held
     * @return why the table cannot come in yet, or at all; empty if every row is there
     */
    Optional<Answer> missing(
            TableId table,
            TableHint hint,
            Landed landed,
            List<BacklogView.Rows> rows,
            BacklogView view,
            boolean stopped) {
        return beyondTheEnd(table, hint, view)
                .or(() -> withoutRows(table, hint, view, stopped))
                .or(() -> withOlderRows(table, hint, landed, rows, view))
                .or(() -> withLandedRows(table, hint, landed));
    }

    /** Whether a table that begins may have had rows among messages that are gone and that nobody has read. */
    Optional<Answer> behindUnread(TableId table, Statements statements, List<BacklogView.Rows> rows, BacklogView view) {
        Set<Partition> places = rows.stream().map(BacklogView.Rows::partition).collect(Collectors.toSet());
        for (Map.Entry<Partition, BacklogView.Read> read : view.partitions().entrySet()) {
            Partition partition = read.getKey();
            OptionalLong unread = read.getValue().unread();
            if (unread.isPresent()
                    && (reading.dispatcher().spreads() || places.contains(partition))
                    && statements.all().stream().noneMatch(log -> log.makesBehind(table, partition, read.getValue()))) {
                boolean known = !unread.equals(PartitionLog.UNREAD) || reading.positioned() || reading.once();
                return Optional.of(
                        known && !statements.areReadInPart() ? unread(table, partition) : new Awaited(false));
            }
        }
        return Optional.empty();
    }

    private static Refused unread(TableId table, Partition partition) {
        return new Refused(
                table,
                "begins in " + partition + ", of which messages went by the topic's retention before they were read:"
                        + " rows of it may have been among them; " + KnownTopics.LAND_AGAIN);
    }

    /** The partitions from which the table needs rows. */
    Set<Partition> places(TableHint hint, BacklogView view) {
        return reading.dispatcher().spreads()
                ? view.partitions().keySet()
                : hint.rows().keySet();
    }

    /**
     * Whether a partition ends before what was read of it for the table: then it is not the one that was read. Whoever had the
     * table before this look may have read on since the last look at the ends, but nobody has since.
     */
    private Optional<Answer> beyondTheEnd(TableId table, TableHint hint, BacklogView view) {
        for (Map.Entry<Partition, Long> place : hint.rows().entrySet()) {
            Partition partition = place.getKey();
            long needed = place.getValue();
            if (needed > view.read(partition).next() && !backlog.ends().reach(partition, needed)) {
                PartitionEnds ends = backlog.ends();
                if (!ends.hasLooked(doubted.computeIfAbsent(table, first -> ends.nextLook()))) {
                    return Optional.of(new Awaited(false));
                }
                doubted.remove(table);
                return Optional.of(new Refused(
                        table,
                        "was read up to offset " + needed + " of " + partition + ", which ends before it: the topic was"
                                + " made again or cut, and nobody can tell what is missing; build the table again from"
                                + " a new changefeed"));
            }
        }
        doubted.remove(table);
        return Optional.empty();
    }

    /**
     * Whether rows that the table may need are not in the backlog; asks for them. Of partitions that HEAD does not name, because
     * the dispatcher was another one or they are new, all are needed.
     */
    private Optional<Answer> withoutRows(TableId table, TableHint hint, BacklogView view, boolean stopped) {
        Optional<Answer> awaited = Optional.empty();
        for (Partition partition : places(hint, view)) {
            BacklogView.Read read = view.read(partition);
            long needed = hint.rows().getOrDefault(partition, read.beginning());
            if (needed < read.beginning()) {
                return Optional.of(gap(table, partition, needed, read.beginning()));
            }
            if (stopped || needed < read.start()) {
                LOG.info("table {}: {} is read again from offset {}", table, partition, needed);
                backlog.windBack(partition, needed);
                awaited = Optional.of(new Awaited(true));
            }
        }
        return awaited;
    }

    /** What was dropped in partitions that HEAD does not name is read again: it tells that the table has rows there. */
    void readDroppedElsewhere(TableId table, TableHint hint, BacklogView view) {
        view.partitions().forEach((partition, read) -> {
            Long first = read.dropped().get(table);
            if (first != null && !places(hint, view).contains(partition)) {
                LOG.info("table {}: {} is read again from offset {}", table, partition, first);
                backlog.windBack(partition, first);
            }
        });
    }

    /** Whether what is landed has passed rows in partitions that HEAD does not name: another instance may have read them. */
    private Optional<Answer> withOlderRows(
            TableId table, TableHint hint, Landed landed, List<BacklogView.Rows> rows, BacklogView view) {
        long covered = landed.covered().commitTs().orElse(0);
        for (Partition partition : places(hint, view)) {
            if (!hint.rows().containsKey(partition)) {
                if (view.read(partition).watermark() < covered) {
                    return Optional.of(new Awaited(false));
                }
                if (rows.stream()
                        .anyMatch(place ->
                                place.partition().equals(partition) && place.reachInto(landed.base(), covered))) {
                    return Optional.of(new Refused(
                            table,
                            "was landed while kafka.dispatcher said that all of its rows are in "
                                    + hint.rows().keySet()
                                    + ", and older ones are in " + partition + ": they are missing; "
                                    + KnownTopics.LAND_AGAIN));
                }
            }
        }
        return Optional.empty();
    }

    /** Positioned mode: whether rows are held that are landed; then reading goes back, to leave them out. */
    private Optional<Answer> withLandedRows(TableId table, TableHint hint, Landed landed) {
        Optional<Answer> awaited = Optional.empty();
        if (reading.positioned()) {
            for (Map.Entry<Partition, Long> place : hint.rows().entrySet()) {
                Skip rows = Skip.of(landed.covered(), place.getKey(), place.getValue());
                if (!backlog.skip(place.getKey(), table, rows)) {
                    backlog.windBack(place.getKey(), place.getValue());
                    awaited = Optional.of(new Awaited(true));
                }
            }
        }
        return awaited;
    }

    /** Messages that are needed are gone. */
    static Refused gap(TableId table, Partition partition, long needed, long beginning) {
        return new Refused(
                table,
                "needs the messages of " + partition + " from offset " + needed + ", but the first one there is "
                        + beginning
                        + ": the topic's retention has passed; build the table again from a new changefeed");
    }
}
