package io.tidbmirror.feed;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a changefeed: hands out, poll by poll, the windows that should land now, at most one of a table at a time, and
 * hears what became of them. Thread safe; needs no durable state of its own, because the cursor follows from what is covered
 * and the listing.
 */
public final class FeedFollower {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);

    private final FeedSource source;
    private final Coverage coverage;
    private final FollowRules rules;
    private final Clock clock;
    private final Map<TableId, FollowedTable> tables = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private OptionalLong checkpoint = OptionalLong.empty();
    private List<TableFeed> lastPoll = List.of();
    private boolean polled;

    public FeedFollower(FeedSource source, Coverage coverage, FollowRules rules, Clock clock) {
        this.source = source;
        this.coverage = coverage;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Looks at the feed and hands out what is due; every window handed out must be answered by {@link #landed}, {@link
     * #failed} or {@link #stopped}.
     *
     * @throws IOException if the feed cannot be read (transient)
     */
    public List<FeedWindow> poll() throws IOException {
        if (!source.isReady()) {
            return List.of();
        }
        FeedSnapshot snapshot = source.poll();
        check(snapshot);
        Dump dump = source.dump();
        if (dump != null) {
            dump.requireNoGap(snapshot.oldestVersion());
        }
        List<FeedWindow> due = new ArrayList<>();
        boolean looked = false;
        try {
            look(snapshot, due);
            looked = true;
        } finally {
            if (!looked) {
                due.forEach(window -> failed(window.table())); // nobody gets it
            }
        }
        return due;
    }

    private synchronized void look(FeedSnapshot snapshot, List<FeedWindow> due) {
        if (!rules.once() || checkpoint.isEmpty()) {
            checkpoint = snapshot.checkpoint();
        }
        polled = true;
        lastPoll = snapshot.tables();
        Instant now = clock.instant();
        for (TableFeed feed : snapshot.tables()) {
            FollowedTable table = followed(feed.table());
            if (!plans().isKnown(feed, source.dump())) {
                table.rest();
            } else if (table.mayStart(now)) {
                start(feed, table, now, due);
            }
        }
    }

    private void check(FeedSnapshot snapshot) {
        String error = snapshot.checkpointError();
        if (error != null && rules.once() && !rules.positioned()) {
            throw FatalException.start(error, null);
        }
        if (error != null && warned.add(error)) {
            LOG.warn(snapshot.checkpoint().isPresent() ? "{}; the last checkpoint is kept" : "{}", error);
        }
        snapshot.warnings().stream().filter(warned::add).forEach(LOG::warn);
    }

    private void start(TableFeed feed, FollowedTable table, Instant now, List<FeedWindow> due) {
        try {
            try {
                offer(feed, table, now, due);
            } catch (PoisonException unreadable) {
                pause(new FeedPlan.Stop(String.valueOf(unreadable.getMessage())), feed.table(), table, now);
            }
        } catch (IOException e) {
            LOG.warn("table {}: cannot be taken, will be tried again: {}", feed.table(), e.toString());
            table.failToTake(now, e);
        }
    }

    private void offer(TableFeed feed, FollowedTable table, Instant now, List<FeedWindow> due) throws IOException {
        TableEnd end = plans().end(feed, table);
        if (end != null) {
            coverage.drop(feed.table(), end);
            pause(plans().behind(end, feed, table), feed.table(), table, now);
            return;
        }
        Landed landed = coverage.of(feed.table());
        if (landed == null) {
            table.stop(now);
            return;
        }
        rules.requireSource(feed.table(), landed, source.dump());
        table.ledger().retain(feed.files());
        FeedPlan plan = plans().plan(feed, table, landed);
        if (!(plan instanceof FeedPlan.Go go)) {
            pause(plan, feed.table(), table, now);
            return;
        }
        String doubt = plans().doubt(feed, table, landed);
        if (doubt != null && warned.add("doubt of " + feed.table())) {
            LOG.warn(doubt);
        }
        if (isDue(go, table, now)) {
            FeedWindow window = source.prepare(go.window());
            table.start(window);
            due.add(window);
        }
    }

    private void pause(FeedPlan plan, TableId id, FollowedTable table, Instant now) throws IOException {
        if (plan instanceof FeedPlan.Stop stop) {
            coverage.quarantine(id, stop.reason());
            table.stop(now);
        } else {
            table.rest();
        }
    }

    private TablePlans plans() {
        return new TablePlans(rules, coverage, checkpoint.orElse(0));
    }

    private boolean isDue(FeedPlan.Go go, FollowedTable table, Instant now) throws IOException {
        if (rules.positioned()
                && go.window().spans().isEmpty()
                && coverage.isBorn(go.window().table())) {
            table.rest();
            return false;
        }
        Duration waiting = table.waiting(now, !go.window().spans().isEmpty());
        if (rules.once() || go.urgent()) {
            return true;
        }
        FeedWindow window = go.window();
        if (window.spans().isEmpty()) {
            return waiting.compareTo(rules.idlePause()) >= 0 || !coverage.isBorn(window.table());
        }
        return rules.due().isDue(window.bytes(), waiting);
    }

    /**
     * A window has landed.
     *
     * @param resume for each file by name where the next window goes on, or -1 for the end; may be empty
     */
    public synchronized void landed(TableId id, Map<String, Long> resume) {
        FollowedTable table = followed(id);
        FeedWindow window = table.finish();
        if (window != null) {
            table.ledger().note(window, resume);
            source.landed(window);
        }
    }

    /** A window may have landed or not; the table is read again from what is covered, after a pause. */
    public synchronized void failed(TableId id) {
        source.distrust(id);
        followed(id).fail(clock.instant());
    }

    /** The table is quarantined; it is looked at again from time to time, in case somebody released it. */
    public synchronized void stopped(TableId id) {
        followed(id).stop(clock.instant());
    }

    /** Why some table cannot be taken; null if every table can. */
    public synchronized @Nullable IOException untaken() {
        return tables.values().stream()
                .map(FollowedTable::untaken)
                .filter(Objects::nonNull)
                .findAny()
                .orElse(null);
    }

    /** Whether a poll has found every table landed up to the checkpoint, or stopped. */
    public synchronized boolean isFinished() {
        return polled && tables.values().stream().allMatch(FollowedTable::isFinished);
    }

    /** The checkpoint up to which windows are handed out now; with {@link FollowRules#once()} the first one read. */
    public synchronized OptionalLong checkpoint() {
        return checkpoint;
    }

    /** Resolved mode: files of the last poll that may hold rows at or above the checkpoint, as far as known. */
    public synchronized List<FeedWindow.Span> unread() {
        return lastPoll.stream()
                .flatMap(feed -> followed(feed.table()).ledger().unread(feed.files()).stream())
                .toList();
    }

    /** Whether the last poll left nothing to do before something new is in the feed. */
    public synchronized boolean isIdle() {
        return isFinished() && lastPoll.stream().allMatch(this::isRead);
    }

    private boolean isRead(TableFeed feed) {
        FollowedTable table = followed(feed.table());
        return rules.positioned() || table.isStopped() || feed.files().stream().allMatch(table.ledger()::isRead);
    }

    /** How long the oldest row of a table has waited to be landed, since it was first seen; zero if none waits. */
    public synchronized Duration waiting(TableId id) {
        FollowedTable table = tables.get(id);
        return table == null ? Duration.ZERO : table.rowsWaiting(clock.instant());
    }

    private FollowedTable followed(TableId id) {
        return tables.computeIfAbsent(id, unseen -> new FollowedTable());
    }
}
