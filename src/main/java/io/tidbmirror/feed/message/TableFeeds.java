package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedFile;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.FeedProblem;
import io.tidbmirror.feed.FeedVersion;
import io.tidbmirror.feed.Statement;
import io.tidbmirror.feed.StatementCatalog;
import io.tidbmirror.feed.StatementCatalog.Known;
import io.tidbmirror.feed.StatementCatalog.Versions;
import io.tidbmirror.feed.TableFeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What there is of each table, from rows and statements of one moment. */
final class TableFeeds {
    private final BacklogView view;
    private final FeedOptions options;

    TableFeeds(BacklogView view, FeedOptions options) {
        this.view = view;
        this.options = options;
    }

    /** The tables that are attached, and those that statements tell of, which are attached here, in name order. */
    List<TableFeed> build(Attachments tables, Collection<Statement> statements, long checkpoint) {
        Map<TableId, Versions> versions = StatementCatalog.read(statements, known(tables), options);
        if (view.whole()) {
            versions.forEach((table, told) -> {
                boolean there =
                        !told.versions().isEmpty() && told.versions().get(0).version() < checkpoint;
                if (there && options.reports(table)) {
                    tables.attach(table, null, view);
                }
            });
        }
        if (tellFromRows(tables, versions, checkpoint)) {
            versions = StatementCatalog.read(statements, known(tables), options);
        }
        List<TableFeed> feeds = new ArrayList<>();
        for (Attached table : tables.all()) {
            Versions told = versions.get(table.table());
            if (told != null) {
                feeds.add(feed(table, told, checkpoint));
            }
        }
        return feeds;
    }

    private static List<Known> known(Attachments tables) {
        return tables.all().stream()
                .map(Attached::known)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Tables whose rows come before any statement on them: their first row tells the columns. */
    private boolean tellFromRows(Attachments tables, Map<TableId, Versions> versions, long checkpoint) {
        boolean told = false;
        for (Attached table : tables.all()) {
            BacklogView.Rows rows = rows(table);
            byte[] sample = rows == null ? null : rows.sample();
            if (rows != null
                    && sample != null
                    && rows.sampleTs() < checkpoint
                    && beginsWithRows(rows.sampleTs(), versions.get(table.table()))) {
                table.know(new Known(table.table(), 0, rows.sampleTs() - 1, definition(table.table(), sample)));
                told = true;
            }
        }
        return told;
    }

    private static boolean beginsWithRows(long firstRow, @Nullable Versions told) {
        if (told == null) {
            return true;
        }
        FeedProblem problem = told.problem();
        boolean stoppedBefore = problem != null && problem.version() < firstRow;
        boolean version = !told.versions().isEmpty() && told.versions().get(0).version() < firstRow;
        return !version && !stoppedBefore;
    }

    private String definition(TableId table, byte[] sample) {
        return RowDefinition.of(table, sample);
    }

    private BacklogView.@Nullable Rows rows(Attached table) {
        return view.tables().getOrDefault(table.table(), List.of()).stream()
                .filter(rows -> rows.partition().equals(table.partition()))
                .findFirst()
                .orElse(null);
    }

    private TableFeed feed(Attached table, Versions told, long checkpoint) {
        BacklogView.Rows rows = rows(table);
        FeedProblem problem = earlier(told.problem(), earlier(rows == null ? null : rows.problem(), partition(table)));
        List<FeedVersion> usable = told.versions().stream()
                .filter(version -> problem == null || version.version() < problem.version())
                .toList();
        List<FeedFile> files = new ArrayList<>();
        for (int i = 0; i < usable.size() && rows != null; i++) {
            long end = i + 1 < usable.size() ? usable.get(i + 1).version() : Long.MAX_VALUE;
            addFiles(rows, usable.get(i), end, files);
        }
        return new TableFeed(
                table.table(), usable, files, problem == null ? List.of() : List.of(problem), List.of(), checkpoint);
    }

    /** Rows up to and including a version have the columns before it. */
    private static void addFiles(BacklogView.Rows rows, FeedVersion version, long end, List<FeedFile> files) {
        FeedFile.Series series = new FeedFile.Series("", rows.partition().toString());
        for (Segment segment : rows.segments()) {
            if (segment.lastTs() > version.version() && segment.firstTs() <= end) {
                files.add(FeedFile.of(
                        (object, offset) -> segment.bytes().open(offset),
                        segment.object(),
                        series,
                        segment.number(),
                        version.schema()));
            }
        }
    }

    /** A message that cannot be read may be a row of any table of its partition. */
    private @Nullable FeedProblem partition(Attached table) {
        Partition partition = table.partition();
        BacklogView.Read read = partition == null ? null : view.partitions().get(partition);
        String problem = read == null ? null : read.problem();
        return read == null || problem == null
                ? null
                : new FeedProblem(read.watermark() - 1, "table " + table.table() + " stops: " + problem);
    }

    private static @Nullable FeedProblem earlier(@Nullable FeedProblem one, @Nullable FeedProblem other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.version() < one.version() ? other : one;
    }
}
