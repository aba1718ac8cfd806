package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedFile;
import io.tidbmirror.feed.FeedProblem;
import io.tidbmirror.feed.FeedVersion;
import io.tidbmirror.feed.StatementCatalog.Definition;
import io.tidbmirror.feed.StatementCatalog.Known;
import io.tidbmirror.feed.StatementCatalog.Versions;
import io.tidbmirror.feed.TableFeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What there is of each table, from rows and statements of one moment. */
final class BacklogTables {
    private final BacklogView view;
    private final ToldVersions statements;
    private final @Nullable Map<Partition, Long> arrived;

    /**
     * Of one moment.
     *
     * @param arrived positioned mode: rows below these offsets may land; null in resolved mode
     */
    BacklogTables(BacklogView view, ToldVersions statements, @Nullable Map<Partition, Long> arrived) {
        this.view = view;
        this.statements = statements;
        this.arrived = arrived;
    }

    /**
     * The tables that are attached, and those that statements tell of, which are attached here: in name order, and those that
     * ended last, so that a process which is killed between two names of a renamed table tells of the new one in the end.
     *
     * @param makes the tables that are made here if they have no rows, though other instances read partitions as well
     */
    List<TableFeed> build(Attachments tables, long checkpoint, Predicate<TableId> makes) {
        attachTold(tables, checkpoint, makes);
        Map<TableId, Versions> versions = statements.read(known(tables));
        if (tellFromRows(tables, versions, checkpoint)) {
            versions = statements.read(known(tables));
        }
        List<TableFeed> feeds = new ArrayList<>();
        for (Attached table : tables.all()) {
            Versions told = versions.get(table.table());
            if (told != null) {
                feeds.add(feed(table, told, checkpoint));
            }
        }
        feeds.sort(Comparator.comparing(feed -> !feed.ends().isEmpty()));
        return feeds;
    }

    private void attachTold(Attachments tables, long checkpoint, Predicate<TableId> makes) {
        statements.read(known(tables)).forEach((table, told) -> {
            boolean there = told.since() < checkpoint && statements.isReported(table);
            if (there && (view.whole() || isMadeHere(tables, table, makes))) {
                tables.attach(table, view.rows(table), view);
            }
        });
    }

    private boolean isMadeHere(Attachments tables, TableId table, Predicate<TableId> makes) {
        return makes.test(table) && view.rows(table).isEmpty() && tables.mayMake(table);
    }

    /** The tables whose columns no statement needs to tell. */
    static List<Known> known(Attachments tables) {
        return tables.all().stream()
                .map(Attached::known)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Tables whose rows come before any statement on them: their first row tells the columns. Not if HEAD knows them: rows may
     * be read again that are landed.
     */
    private boolean tellFromRows(Attachments tables, Map<TableId, Versions> versions, long checkpoint) {
        boolean told = false;
        for (Attached table : tables.all()) {
            BacklogView.Rows first = view.rows(table.table()).stream()
                    .min(Comparator.comparingLong(BacklogView.Rows::sampleTs))
                    .orElse(null);
            byte[] sample = first == null ? null : first.sample();
            Versions known = versions.get(table.table());
            if (table.known() == null
                    && first != null
                    && sample != null
                    && first.sampleTs() < checkpoint
                    && !first.segments().isEmpty()
                    && isArrived(first.partition(), first.segments().get(0))
                    && (known == null || !known.reachesTo(first.sampleTs()))) {
                table.know(new Known(
                        table.table(),
                        0,
                        first.sampleTs() - 1,
                        new Definition(RowDefinition.of(table.table(), sample), false)));
                told = true;
            }
        }
        return told;
    }

    private TableFeed feed(Attached table, Versions told, long checkpoint) {
        List<BacklogView.Rows> places = view.rows(table.table());
        FeedProblem broken = broken(table, places);
        List<FeedProblem> problems = new ArrayList<>(told.problems());
        if (broken != null) {
            problems.add(broken);
            problems.sort(Comparator.comparingLong(FeedProblem::version));
        }
        List<FeedVersion> usable = told.versions().stream()
                .filter(version -> broken == null || version.version() < broken.version())
                .toList();
        List<FeedFile> files = new ArrayList<>();
        for (BacklogView.Rows rows : arrived == null ? List.<BacklogView.Rows>of() : places) {
            addArrived(table, rows, usable, files);
        }
        for (int i = 0; i < usable.size() && arrived == null; i++) {
            long end = i + 1 < usable.size() ? usable.get(i + 1).version() : Long.MAX_VALUE;
            for (BacklogView.Rows rows : places) {
                addFiles(rows, usable.get(i), end, files);
            }
        }
        return new TableFeed(
                table.table(), usable, files, problems, told.ends(), Math.min(checkpoint, complete(table, usable)));
    }

    /** Another instance may read rows of a table that was made here: nothing is known of it behind its beginning. */
    private long complete(Attached table, List<FeedVersion> versions) {
        boolean elsewhere = !view.whole() && table.partitions().isEmpty() && !versions.isEmpty();
        return elsewhere ? versions.get(0).version() + 1 : Long.MAX_VALUE;
    }

    /** Rows up to and including a version have the columns before it. */
    private static void addFiles(BacklogView.Rows rows, FeedVersion version, long end, List<FeedFile> files) {
        for (Segment segment : rows.segments()) {
            if (segment.lastTs() > version.version() && segment.firstTs() <= end) {
                files.add(segment.file(rows.partition(), segment.number(), version.schema()));
            }
        }
    }

    /**
     * Positioned mode: the rows that arrived first, of one version. Those of an older version than was landed are a replay from
     * before its statement.
     */
    private void addArrived(Attached table, BacklogView.Rows rows, List<FeedVersion> versions, List<FeedFile> files) {
        FeedVersion only = null;
        for (Segment segment : rows.segments()) {
            FeedVersion version = newestBefore(segment.firstTs(), versions);
            if (version == null || !isArrived(rows.partition(), segment)) {
                return;
            }
            if (version.version() >= table.version()) {
                if (only != null && version != only) {
                    return;
                }
                only = version;
                files.add(segment.file(rows.partition(), segment.firstOffset(), version.schema()));
            }
        }
    }

    private static @Nullable FeedVersion newestBefore(long commitTs, List<FeedVersion> versions) {
        FeedVersion newest = null;
        for (FeedVersion version : versions) {
            newest = version.version() < commitTs ? version : newest;
        }
        return newest;
    }

    /** Whether every statement that was sent before the rows is known. */
    private boolean isArrived(Partition partition, Segment segment) {
        return arrived == null || segment.lastOffset() < arrived.getOrDefault(partition, 0L);
    }

    /** Where rows of the table are missing for good: what cannot be read may be a row of any table of its partition. */
    private @Nullable FeedProblem broken(Attached table, List<BacklogView.Rows> places) {
        FeedProblem first = null;
        for (BacklogView.Rows rows : places) {
            long landed = table.settled().getOrDefault(rows.partition(), 0L);
            for (Defect defect : rows.defects()) {
                first = defect.offset() < landed ? first : earlier(first, defect.problem());
            }
        }
        for (Partition partition : table.partitions()) {
            BacklogView.Read read = view.partitions().get(partition);
            String problem = read == null ? null : read.problem();
            if (read != null && problem != null) {
                String message = "table " + table.table() + " stops: " + problem;
                first = earlier(first, new FeedProblem(read.watermark() - 1, message));
            }
        }
        return first;
    }

    private static @Nullable FeedProblem earlier(@Nullable FeedProblem one, @Nullable FeedProblem other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.version() < one.version() ? other : one;
    }
}
