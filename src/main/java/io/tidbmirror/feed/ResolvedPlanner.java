package io.tidbmirror.feed;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolved mode: the next window of a table. While its folder is built on a version, windows run from the beginning of the
 * lineage to that version, in its columns; behind it from what is covered to the checkpoint, or to the next version or
 * problem if that comes first, since rows up to and including a version have the columns before it (ticdc-storage.md
 * sections 6, 8). Where the lineage begins with an export, its rows come first.
 */
final class ResolvedPlanner {
    private final TableFeed feed;
    private final ReadLedger ledger;
    private final RebuildRules rules;
    private final long checkpoint;
    private final BaseChoice bases;

    /**
     * A planner.
     *
     * @param checkpoint rows from it on stay where they are, as do those from {@link TableFeed#complete} on
     */
    ResolvedPlanner(TableFeed feed, ReadLedger ledger, RebuildRules rules, long checkpoint) {
        this.feed = feed;
        this.ledger = ledger;
        this.rules = rules;
        this.checkpoint = Math.max(Math.min(checkpoint, feed.complete()), exportedTo(feed));
        this.bases = new BaseChoice(feed, rules, this.checkpoint);
    }

    /** An export is complete whatever the checkpoint says. */
    private static long exportedTo(TableFeed feed) {
        TableFeed.Exported exported = feed.exported();
        boolean known =
                exported != null && (feed.isExported() || exported.dump().table(feed.table()) != null);
        return exported != null && known ? exported.dump().tso() + 1 : 0;
    }

    /** The end of the table, if no table that is known has the name below the checkpoint. */
    @Nullable
    TableEnd end() {
        FeedVersion newest = feed.newestBelow(checkpoint);
        return feed.endBetween(newest == null ? -1 : newest.version(), checkpoint);
    }

    /** What is due behind an end: nothing, unless a table that cannot be landed has the name again. */
    FeedPlan behind(TableEnd end) {
        // The statement that ends it may give its name to another: RENAME TABLE a TO b, c TO a.
        FeedProblem again = feed.problemBetween(end.version() - 1, checkpoint);
        return again == null ? new FeedPlan.Rest() : new FeedPlan.Stop(again.message());
    }

    /**
     * The end of the table that is landed, where everything up to the one that has its name next is landed; null if there is none. Its
     * number is never that of the next one's version, on which HEAD would say that the folder is built.
     */
    @Nullable
    TableEnd ended(Landed landed) {
        FeedVersion base = bases.target(landed);
        FeedVersion last = base == null ? null : bases.versionAt(base, landed.position());
        FeedVersion next = last == null ? null : bases.next(last);
        if (last == null || next == null || next.version() + 1 != landed.position()) {
            return null;
        }
        TableEnd end = feed.endBetween(last.version(), next.version() + 1);
        return end == null ? null : new TableEnd(Math.min(end.version(), next.version() - 1), end.cause());
    }

    /** The version that the next window is landed on. */
    long base(Landed landed) {
        FeedVersion target = bases.target(landed);
        return target == null ? landed.base() : target.version();
    }

    /** Notes as read what HEAD says of the files, if it says it of the folder that the next window is landed in. */
    void recall(Landed landed, Map<String, String> hint) {
        FeedVersion current = bases.current(landed);
        if (current != null && current.version() == base(landed)) {
            ReadHint.apply(hint, new LogReading(feed, ledger, current).files(), ledger);
        }
    }

    /** For people: what the next window's folder is built from. */
    String source(Landed landed) {
        FeedVersion target = bases.target(landed);
        return target == null ? "nothing" : RebuildRules.source(feed, target);
    }

    /** For people: that changes from before the folder's first file may be missing; null if they are not for certain. */
    @Nullable
    String doubt(Landed landed) {
        LandedBefore before = LandedBefore.of(bases.current(landed), landed);
        return before == null || rules.source().isTold()
                ? rules.source().doubt(feed, landed.position())
                : before.doubt();
    }

    /** Whether rows may refuse to be built on the next base, or nothing can be. */
    boolean isInDoubt(Landed landed) {
        FeedVersion target = bases.target(landed);
        return plan(landed) instanceof FeedPlan.Stop
                || (target != null && !target.equals(bases.current(landed)) && target.isDoubtful());
    }

    FeedPlan plan(Landed landed) {
        if (feed.newestBelow(checkpoint) == null) {
            FeedProblem problem = feed.problemBetween(-1, checkpoint);
            return problem == null ? new FeedPlan.Rest() : new FeedPlan.Stop(problem.message());
        }
        FeedVersion current = bases.current(landed);
        FeedVersion target = bases.target(landed);
        if (target == null) {
            String none = landed.dropped() ? bases.refusalBehind(landed.base()) : bases.none(landed);
            return none == null ? new FeedPlan.Rest() : new FeedPlan.Stop(none);
        }
        LandedBefore before = target.equals(current) ? LandedBefore.of(current, landed) : null;
        String unknown = before == null ? null : before.refusal();
        if (unknown != null) {
            return new FeedPlan.Stop(unknown);
        }
        boolean replaces = !target.equals(current) && !landed.isEmpty() && !landed.dropped();
        Covered from = target.equals(current) ? landed.covered() : Covered.NOTHING;
        Base wanted = target.step().isFirst() && landed.base() == 0 && !replaces
                ? null
                : new Base(number(target, current, landed), RebuildRules.reason(feed, target));
        TableFeed.Exported exported = feed.exported();
        if (exported != null && target.isExported() && LoadPlanner.isLoading(from)) {
            return new LoadPlanner(feed.table(), exported.dump(), target).plan(from, wanted);
        }
        Set<String> columns = target.equals(current) ? landed.columns() : Set.of();
        Log log = new Log(target, new LogReading(feed, ledger, target), from, wanted, columns);
        boolean loads = target.hasLog() || replaces;
        return loads && log.position() <= target.version() ? load(log) : behind(log);
    }

    /** What stands before the first version, such as an export that is gone, keeps the number that its folder has in HEAD. */
    private static long number(FeedVersion target, @Nullable FeedVersion current, Landed landed) {
        return target.equals(current) && landed.base() > 0 ? landed.base() : target.version();
    }

    /** What is landed of a base, and how it is read. */
    private record Log(
            FeedVersion base,
            LogReading reading,
            Covered from,
            @Nullable Base wanted,
            Set<String> columns) {
        long position() {
            return from.commitTs().orElse(0);
        }
    }

    /** Rows of the lineage, in the columns of the base. */
    private FeedPlan load(Log log) {
        String gone = rules.refusalFrom(feed, log.base(), readFrom(log));
        if (gone != null) {
            return new FeedPlan.Stop(gone);
        }
        long to = log.reading().endFrom(log.position()) + 1;
        List<FeedWindow.Span> spans = log.base().hasLog() ? log.reading().lineageSpans(log.position()) : List.of();
        boolean closed = log.reading().isClosedFrom(log.position());
        return new FeedPlan.Go(window(log, log.base(), to, closed, spans), true);
    }

    /** Rows behind the base, each in the columns of its version. */
    private FeedPlan behind(Log log) {
        long position = log.position();
        FeedVersion version = bases.versionAt(log.base(), position);
        FeedVersion next = bases.next(version);
        FeedProblem problem = feed.problemBetween(version.version(), checkpoint);
        long change = Math.min(
                next == null ? Long.MAX_VALUE : next.version(), problem == null ? Long.MAX_VALUE : problem.version());
        if (position > change) {
            return new FeedPlan.Stop(
                    problem != null && problem.version() == change ? problem.message() : refusal(next));
        }
        String gap = rules.source().gap(feed, position);
        String missing = gap == null ? rules.source().expired(feed, readFrom(log)) : gap;
        if (missing != null) {
            return new FeedPlan.Stop(missing);
        }
        return upTo(change, log, version, next);
    }

    /** Rows up to a change, and those of its own commit-ts, which have the columns before it; no further than to the checkpoint. */
    private FeedPlan upTo(long change, Log log, FeedVersion version, @Nullable FeedVersion next) {
        boolean endsAtChange = change < checkpoint;
        FeedVersion led = endsAtChange && next != null && next.version() == change ? next : null;
        String again = led == null ? null : RebuildRules.returning(version, led, log.columns());
        if (again != null && log.position() == change) {
            return new FeedPlan.Stop(again);
        }
        long to = !endsAtChange ? checkpoint : again == null ? change + 1 : change;
        boolean closed = again == null && led != null && led.hasOwnFolders();
        return to <= log.position()
                ? new FeedPlan.Rest()
                : new FeedPlan.Go(window(log, version, to, closed, log.reading().spans(version)), endsAtChange);
    }

    /** From where on the table needs every row that the changefeed has had; the newest checkpoint if nobody knows. */
    private long readFrom(Log log) {
        return log.position() > 0
                ? log.position()
                : log.base().strands().stream()
                        .map(strand -> strand.versions().get(0))
                        .mapToLong(first -> first.restarts() ? first.version() : feed.complete())
                        .min()
                        .orElseThrow();
    }

    /** Why the next version, which is a base that was not chosen, cannot be built. */
    private String refusal(@Nullable FeedVersion next) {
        if (next == null) {
            throw new IllegalStateException("no version behind what is covered of " + feed.table());
        }
        String refusal = rules.refusal(feed, next, false);
        return refusal != null ? refusal : RebuildRules.notWanted(next);
    }

    private FeedWindow window(Log log, FeedVersion columns, long to, boolean closed, List<FeedWindow.Span> spans) {
        return new FeedWindow(
                feed.table(),
                columns.schema(),
                log.from(),
                Covered.below(to),
                closed,
                spans,
                ReadHint.of(log.reading().files(), ledger),
                log.wanted());
    }
}
