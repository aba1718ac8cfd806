package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedFile.Series;
import io.tidbmirror.feed.Listing.DataObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the data files of a listing to their tables. */
final class TableFeeds {
    private final FeedStore store;
    private final FeedOptions options;
    private final Catalog catalog;
    private final DataFolders folders;
    private final Map<TableId, Map<Long, List<LocatedFile>>> files = new HashMap<>();
    private final Map<TableId, FeedProblem> problems = new HashMap<>();

    TableFeeds(FeedStore store, FeedOptions options, Catalog catalog) {
        this.store = store;
        this.options = options;
        this.catalog = catalog;
        this.folders = new DataFolders(catalog, options);
    }

    /** Takes the data files of one folder. */
    void add(String folder, List<DataObject> objects) {
        List<DataFolder> known = folders.known(folder);
        if (known.isEmpty()) {
            List<DataFolder> readings = DataFolder.readings(folder);
            if (!readings.isEmpty()) {
                DataFolder likely = DataFolders.likely(readings);
                stop(catalog.guess(likely.table()), folders.missing(likely));
            }
        } else if (known.size() > 1) {
            known.forEach(reading -> stop(folders.owner(reading), folders.ambiguous(folder, reading)));
        } else {
            locate(known.get(0), objects);
        }
    }

    private void locate(DataFolder folder, List<DataObject> objects) {
        TableId table = folders.owner(folder);
        if (!options.reports(table)) {
            return;
        }
        List<LocatedFile> located = files.computeIfAbsent(table, id -> new HashMap<>())
                .computeIfAbsent(folder.version(), version -> new ArrayList<>());
        Map<String, Series> series = new HashMap<>();
        for (DataObject data : objects) {
            FeedPath.Data path = data.path();
            if (!path.extension().equals(options.extension())) {
                stop(table, otherFormat(table, folder, data.object()));
                continue;
            }
            Series writer = series.computeIfAbsent(path.dispatcher(), name -> new Series(folder.partition(), name));
            located.add(new LocatedFile(data.object(), writer, folder.date(), path.number()));
        }
    }

    private FeedProblem otherFormat(TableId table, DataFolder folder, FeedObject object) {
        return new FeedProblem(
                folder.version(),
                "table " + table + " has the data file " + object.path()
                        + ", but files of the configured format end in ." + options.extension()
                        + ": set mirror.format to the changefeed's protocol");
    }

    private void stop(TableId table, FeedProblem problem) {
        problems.merge(table, problem, TableFeeds::earlier);
    }

    private static FeedProblem earlier(FeedProblem one, FeedProblem other) {
        return other.version() < one.version() ? other : one;
    }

    /** The tables to report, in name order. */
    List<TableFeed> build() {
        Map<TableId, TableFeed> feeds = new TreeMap<>();
        for (TableHistory history : catalog.tables().values()) {
            if (options.reports(history.table())) {
                feeds.put(history.table(), feed(history.table(), history.versions(), history.problem()));
            }
        }
        problems.forEach((table, problem) -> {
            if (options.reports(table) && !feeds.containsKey(table)) {
                feeds.put(table, feed(table, List.of(), null));
            }
        });
        return List.copyOf(feeds.values());
    }

    private TableFeed feed(TableId table, List<FeedVersion> versions, @Nullable FeedProblem ofHistory) {
        FeedProblem problem = problems.get(table);
        if (ofHistory != null) {
            problem = problem == null ? ofHistory : earlier(ofHistory, problem);
        }
        List<FeedVersion> usable = new ArrayList<>();
        List<FeedFile> sorted = new ArrayList<>();
        for (FeedVersion version : versions) {
            if (problem == null || version.version() < problem.version()) {
                usable.add(version);
                files(table, version, sorted);
            }
        }
        sorted.sort(null);
        return new TableFeed(table, usable, sorted, problem);
    }

    private void files(TableId table, FeedVersion version, List<FeedFile> found) {
        List<LocatedFile> located = files.getOrDefault(table, Map.of()).getOrDefault(version.version(), List.of());
        for (LocatedFile file : located) {
            found.add(new FeedFile(store, file, version.schema()));
        }
    }
}
