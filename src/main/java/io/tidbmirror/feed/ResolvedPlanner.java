package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.feed.FeedWindow.TableBase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolved mode: the next window of a table. While its folder is built on a version, windows run from the beginning of the
 * lineage to that version, in its columns; behind it from what is covered to the checkpoint, or to the next version or
 * problem if that comes first, since rows up to and including a version have the columns before it (ticdc-storage.md
 * sections 6, 8).
 */
final class ResolvedPlanner {
    private final TableFeed feed;
    private final ReadLedger ledger;
    private final RebuildRules rules;
    private final long checkpoint;

    /**
     * A planner.
     *
     * @param checkpoint rows from it on stay where they are, as do those from {@link TableFeed#complete} on
     */
    ResolvedPlanner(TableFeed feed, ReadLedger ledger, RebuildRules rules, long checkpoint) {
        this.feed = feed;
        this.ledger = ledger;
        this.rules = rules;
        this.checkpoint = Math.min(checkpoint, feed.complete());
    }

    /** The end of the table, if no table has the name below the checkpoint. */
    @Nullable
    TableEnd end() {
        FeedVersion newest = feed.newestBelow(checkpoint);
        TableEnd end = feed.endBetween(newest == null ? -1 : newest.version(), checkpoint);
        boolean thereAgain = newest == null && end != null && feed.problemBetween(end.version(), checkpoint) != null;
        return thereAgain ? null : end;
    }

    /** The version that the next window is landed on. */
    long base(Landed landed) {
        FeedVersion current = base(landed.base());
        FeedVersion target = landed.building() ? current : target(landed, current);
        return target == null ? landed.base() : target.version();
    }

    /** Notes as read what HEAD says of the files, if it says it of the folder that the next window is landed in. */
    void recall(Landed landed, Map<String, String> hint) {
        FeedVersion current = base(landed.base());
        if (current != null && current.version() == base(landed)) {
            ReadHint.apply(hint, new LogReading(feed, ledger, current).files(), ledger);
        }
    }

    FeedPlan plan(Landed landed) {
        FeedVersion newest = feed.newestBelow(checkpoint);
        if (newest == null) {
            FeedProblem problem = feed.problemBetween(-1, checkpoint);
            return problem == null ? new FeedPlan.Rest() : new FeedPlan.Stop(problem.message());
        }
        FeedVersion current = base(landed.base());
        FeedVersion target = landed.building() ? current : target(landed, current);
        if (target == null) {
            return landed.dropped() ? new FeedPlan.Rest() : new FeedPlan.Stop(noBase(landed));
        }
        boolean replaces = !target.equals(current) && !landed.isEmpty() && !landed.dropped();
        Covered from = target.equals(current) ? landed.covered() : Covered.NOTHING;
        TableBase wanted = target.step() == FeedVersion.Step.FIRST && landed.base() == 0
                ? null
                : new TableBase(target.version(), RebuildRules.reason(target));
        Log log = new Log(target, new LogReading(feed, ledger, target), from, wanted);
        boolean loads = target.hasLog() || replaces;
        return loads && log.position() <= target.version() ? load(log) : behind(log);
    }

    /** What is landed of a base, and how it is read. */
    private record Log(
            FeedVersion base,
            LogReading reading,
            Covered from,
            @Nullable TableBase wanted) {
        long position() {
            return from.commitTs().orElse(0);
        }
    }

    /** The version that a table is built on; null if it is built on none that is known. */
    private @Nullable FeedVersion base(long version) {
        for (FeedVersion candidate : feed.versions()) {
            boolean first = version == 0 && candidate.step() == FeedVersion.Step.FIRST;
            if (candidate.step().isBase() && (first || candidate.version() == version)) {
                return candidate;
            }
        }
        return null;
    }

    /** The version to build on: the newest that can be built without a doubt, unless what is landed is built on a later one. */
    private @Nullable FeedVersion target(Landed landed, @Nullable FeedVersion current) {
        FeedVersion target = current;
        for (FeedVersion version : feed.versions()) {
            boolean later = current == null ? version.version() > landed.base() : version.version() > current.version();
            if (version.step().isBase() && version.version() < checkpoint && later && mayBuild(version, landed)) {
                target = version;
            }
        }
        return target;
    }

    /**
     * One that rows may refuse, or that the source may not be enough for, is tried once everything before it is landed: if
     * it fails, the table stops there.
     */
    private boolean mayBuild(FeedVersion version, Landed landed) {
        boolean reached = landed.covered().commitTs().orElse(0) == version.version() + 1 && !landed.building();
        boolean wanted = landed.base() == Landed.REBUILD_WANTED;
        if (rules.refusal(feed, version, checkpoint, wanted) != null) {
            return false;
        }
        boolean replaces = !landed.isEmpty() && !landed.dropped();
        FeedVersion current = base(landed.base());
        boolean nothingElse = current == null || feed.endBetween(current.version(), version.version() + 1) != null;
        return wanted || ((rules.rebuilds() || !replaces) && (reached || nothingElse || !version.isDoubtful()));
    }

    /** Why there is no version to build on. */
    private String noBase(Landed landed) {
        boolean wanted = landed.base() == Landed.REBUILD_WANTED;
        for (FeedVersion version : feed.versions()) {
            String refusal = version.step().isBase() && version.version() < checkpoint
                    ? rules.refusal(feed, version, checkpoint, wanted)
                    : null;
            if (refusal != null) {
                return refusal;
            }
        }
        return "table " + feed.table() + " is built on version " + landed.base()
                + ", of which the changefeed's folder has no schema file any more: restore it, or exclude the table";
    }

    /** Rows of the lineage, in the columns of the base. */
    private FeedPlan load(Log log) {
        long to = log.reading().endFrom(log.position()) + 1;
        List<FeedWindow.Span> spans = log.base().hasLog() ? log.reading().lineageSpans(log.position()) : List.of();
        return new FeedPlan.Go(window(log, log.base(), to, spans), true);
    }

    /** Rows behind the base, each in the columns of its version. */
    private FeedPlan behind(Log log) {
        long position = log.position();
        FeedVersion version = versionAt(log.base(), position);
        FeedVersion next = next(version);
        FeedProblem problem = feed.problemBetween(version.version(), checkpoint);
        long change = Math.min(
                next == null ? Long.MAX_VALUE : next.version(), problem == null ? Long.MAX_VALUE : problem.version());
        if (position > change) {
            return new FeedPlan.Stop(
                    problem != null && problem.version() == change ? problem.message() : refusal(next));
        }
        boolean endsAtChange = change < checkpoint;
        long to = endsAtChange ? change + 1 : checkpoint;
        return to <= position
                ? new FeedPlan.Rest()
                : new FeedPlan.Go(window(log, version, to, log.reading().spans(version)), endsAtChange);
    }

    /** Why the next version, which is a base that was not chosen, cannot be built. */
    private String refusal(@Nullable FeedVersion next) {
        if (next == null) {
            throw new IllegalStateException("no version behind what is covered of " + feed.table());
        }
        String refusal = rules.refusal(feed, next, checkpoint, false);
        return refusal != null ? refusal : RebuildRules.notWanted(next);
    }

    /** The newest version behind the base whose rows may begin at a position. */
    private FeedVersion versionAt(FeedVersion base, long position) {
        FeedVersion current = base;
        for (FeedVersion version : feed.versions()) {
            boolean behind = version.version() > current.version() && version.version() < position;
            if (behind && !version.step().isBase()) {
                current = version;
            } else if (behind) {
                return current;
            }
        }
        return current;
    }

    private @Nullable FeedVersion next(FeedVersion current) {
        for (FeedVersion version : feed.versions()) {
            if (version.version() > current.version()) {
                return version;
            }
        }
        return null;
    }

    private FeedWindow window(Log log, FeedVersion columns, long to, List<FeedWindow.Span> spans) {
        return new FeedWindow(
                feed.table(),
                columns.schema(),
                log.from(),
                Covered.below(to),
                spans,
                ReadHint.of(log.reading().files(), ledger),
                log.wanted());
    }
}
