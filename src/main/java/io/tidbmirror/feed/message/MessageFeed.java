package io.tidbmirror.feed.message;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.FeedSnapshot;
import io.tidbmirror.feed.FeedSource;
import io.tidbmirror.feed.FeedWindow;
import io.tidbmirror.feed.TableEnd;
import io.tidbmirror.feed.TableFeed;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A changefeed in topics as a source of tables: the backlog's rows as files, the statements of partition 0 as versions, the
 * smallest watermark over all partitions as checkpoint. Thread safe.
 */
public final class MessageFeed implements FeedSource {
    private final Backlog backlog;
    private final Statements statements;
    private final Reading reading;
    private final ToldVersions versions;
    private final RememberedTables remembered;
    private final Attachments tables;
    private final WindowHints hints;
    private final ArrivalLimits limits;
    private final TopicEnds ends;
    private final KnownTopics topics;
    private final HeldCut held;
    private final SortedMap<String, IOException> troubles = new TreeMap<>();
    private Map<Partition, Long> tenures = Map.of();

    /**
     * A feed.
     *
     * @param coverage what is landed; the one that {@link #watching} gives is to be used by everybody else
     * @param heads the tables that have a HEAD
     * @param brokers asked at each look
     */
    public MessageFeed(
            Backlog backlog,
            Statements statements,
            FeedOptions options,
            Reading reading,
            Coverage coverage,
            Remembered.Tables heads,
            TopicDescriptions brokers,
            Clock clock) {
        this.backlog = backlog;
        this.statements = statements;
        this.reading = reading;
        this.versions = new ToldVersions(options);
        this.remembered = new RememberedTables(heads, options);
        this.topics = new KnownTopics(brokers, backlog, statements, clock);
        this.tables = new Attachments(coverage, backlog, statements, topics, reading, clock);
        this.hints = new WindowHints(backlog, statements, versions, tables);
        this.limits = new ArrivalLimits(statements);
        this.held = new HeldCut(backlog, statements, versions, tables, remembered, reading.once(), clock);
        this.ends = new TopicEnds(backlog, statements, clock);
    }

    /** The brokers cannot be asked by one of those who read them, or, without a reason, can be again. */
    public synchronized void trouble(String reader, @Nullable IOException reason) {
        troubles.compute(reader, (same, before) -> reason);
    }

    @Override
    public synchronized boolean isReady() throws IOException {
        if (!troubles.isEmpty()) {
            throw troubles.values().iterator().next();
        }
        if (!statements.isDecided()) {
            remembered.look();
            statements.want(remembered.statements());
        }
        for (StatementLog log : statements.all()) {
            if (log.problem() != null) {
                throw FatalException.start(
                        log.problem() + "; a statement for any table may be meant, so no table can go on", null);
            }
        }
        return !reading.once() || (ends.areReached() && hasArrived());
    }

    private boolean hasArrived() throws IOException {
        return !reading.positioned()
                ? held.isSettled()
                : !limits.at(backlog.view(OptionalLong.of(Long.MAX_VALUE))).isEmpty();
    }

    @Override
    public synchronized FeedSnapshot poll() throws IOException {
        Statements.View before = statements.view();
        BacklogView view = backlog.view(isUnbounded() ? OptionalLong.of(Long.MAX_VALUE) : before.resolved());
        if (!attach(view)) {
            return nothingYet();
        }
        Map<Partition, Long> arrived = reading.positioned() ? limits.at(view) : null;
        Statements.View told = reading.positioned() ? statements.view() : before; // rows that arrived are behind them
        OptionalLong checkpoint = reading.positioned() ? OptionalLong.of(Long.MAX_VALUE) : cut(told, view);
        List<TableFeed> feeds = checkpoint.isEmpty()
                ? List.of()
                : new BacklogTables(view, versions.with(told.statements()), arrived)
                        .build(tables, checkpoint.getAsLong(), table -> makes(table, view));
        tables.rememberIdle(view);
        Settlement.of(view, remembered.all(), tables).settle(backlog);
        if (reading.once() && !tables.areWhole()) {
            throw new IOException("not all tables can be taken yet");
        }
        if (!reading.positioned()) {
            held.look(before, checkpoint.isPresent());
        }
        String error = reading.once() && checkpoint.isEmpty() ? held.atTheEnds() : null;
        return new FeedSnapshot(
                reading.positioned() ? OptionalLong.empty() : checkpoint,
                error,
                OptionalLong.empty(),
                feeds,
                List.of());
    }

    private FeedSnapshot nothingYet() throws IOException {
        if (reading.once()) {
            throw new IOException("more of the topics is to be read first");
        }
        return new FeedSnapshot(OptionalLong.empty(), null, OptionalLong.empty(), List.of(), List.of());
    }

    private static OptionalLong cut(Statements.View told, BacklogView view) {
        return told.resolved().isPresent() && view.resolved().isPresent()
                ? OptionalLong.of(
                        Math.min(told.resolved().getAsLong(), view.resolved().getAsLong()))
                : OptionalLong.empty();
    }

    /** A table without rows is made by the instance that reads the partitions of the statements. */
    private boolean makes(TableId table, BacklogView view) {
        return !reading.dispatcher().spreads()
                && !remembered.has(table)
                && statements.all().stream().allMatch(log -> view.partitions().containsKey(log.partition()));
    }

    private boolean isUnbounded() {
        return reading.once() || reading.positioned();
    }

    /** Takes tables in; false if everything is read from the beginning first. */
    private boolean attach(BacklogView view) throws IOException {
        Map<Partition, Long> now = new TreeMap<>();
        view.partitions().forEach((partition, read) -> now.put(partition, read.tenure()));
        if (!now.equals(tenures)) {
            remembered.look();
            tables.distrustOthers(view);
            remembered.stopped().forEach(tables::beginStopped);
            tenures = now;
        }
        boolean changed = topics.look(view, remembered);
        tables.prune(view);
        tables.beginRound();
        if (changed || (remembered.areToBegin() && beginAtTheBeginning(view))) {
            return false;
        }
        view.tables().forEach((table, places) -> tables.attach(table, places, view));
        tables.stopped().within(view).forEach(table -> tables.attach(table, view.rows(table), view));
        for (Remembered table : remembered.all()) {
            TableHint hint = remembered.hint(table);
            if (hint != null && (isOurs(hint, view) || topics.isGone(hint))) {
                tables.attach(table.table(), view.rows(table.table()), view);
            }
        }
        return true;
    }

    /** What the group has read before was for another landing zone, or while nobody held the rows of a table. */
    private boolean beginAtTheBeginning(BacklogView view) {
        return new Beginnings(backlog, statements).read(view, view::isReadInPart);
    }

    private boolean isOurs(TableHint hint, BacklogView view) {
        boolean anywhere = hint.rows().isEmpty() || reading.dispatcher().spreads();
        return anywhere
                ? view.whole()
                : view.partitions().keySet().containsAll(hint.rows().keySet());
    }

    @Override
    public synchronized FeedWindow prepare(FeedWindow window) {
        Attached table = tables.find(window.table());
        if (table == null) {
            return window.ofMessages(Map.of()); // HEAD keeps what it knows
        }
        return hints.prepared(table, window);
    }

    @Override
    public synchronized void landed(FeedWindow window) {
        Attached table = tables.find(window.table());
        TableHint hint = TableHint.parse(window.table(), window.hint());
        if (table != null && hint != null) {
            hints.landed(table, window, hint);
        }
    }

    /** The coverage that the follower of this feed is to use, so that the feed hears which tables are stopped. */
    public Coverage watching(Coverage coverage) {
        return new WatchedCoverage(coverage, this);
    }

    synchronized void stopped(TableId table) {
        tables.detach(table);
    }

    /** Whether the landing folder of a table has gone at an end of it already. */
    synchronized boolean hasEnded(TableId table, TableEnd end) {
        return tables.hasEnded(table, end);
    }

    synchronized void ended(TableId table, TableEnd end) {
        tables.end(table, end);
    }
}
