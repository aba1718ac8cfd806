package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedFile.Series;
import io.tidbmirror.feed.Listing.DataObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the tables that the data files of a listing belong to. */
final class TableFeeds {
    private final FeedStore store;
    private final FeedOptions options;
    private final Catalog catalog;
    private final DataFolders folders;
    private final @Nullable TableFeeds unexported;
    private final Map<TableId, Map<Long, List<LocatedFile>>> files = new HashMap<>();
    private final Map<TableId, FeedProblem> problems = new HashMap<>();
    private final Map<TableId, Map<String, DataFolder>> readings = new HashMap<>();

    TableFeeds(FeedStore store, FeedOptions options, Catalog catalog) {
        this.store = store;
        this.options = options;
        this.catalog = catalog;
        this.folders = new DataFolders(catalog, options);
        Catalog alone = catalog.unexported();
        this.unexported = alone == null ? null : new TableFeeds(store, options, alone);
    }

    /** Takes the data files of one folder. */
    void add(String folder, Collection<DataObject> objects) {
        if (unexported != null) {
            unexported.add(folder, objects);
        }
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
            locate(folder, known.get(0), objects);
        }
    }

    private void locate(String place, DataFolder folder, Collection<DataObject> objects) {
        TableId table = folders.owner(folder);
        readings.computeIfAbsent(table, id -> new HashMap<>()).put(place, folder);
        List<LocatedFile> located = files.computeIfAbsent(table, id -> new HashMap<>())
                .computeIfAbsent(folder.version(), version -> new ArrayList<>());
        Map<String, Series> series = new HashMap<>();
        for (DataObject data : objects) {
            if (!data.extension().equals(options.paths().extension())) {
                stop(table, otherFormat(table, folder, data.object()));
                continue;
            }
            if (options.paths().acrossNodes() && data.dispatcher().isEmpty()) {
                stop(table, overwritten(table, folder, data.object()));
                continue;
            }
            Series writer = series.computeIfAbsent(data.dispatcher(), name -> new Series(folder.partition(), name));
            located.add(new LocatedFile(data.object(), writer, folder.date(), data.number()));
        }
    }

    private static FeedProblem overwritten(TableId table, DataFolder folder, FeedObject object) {
        return new FeedProblem(
                folder.version(),
                "table " + table + " has the data file " + object.path()
                        + ", whose name does not tell which node wrote it, and feed.enable-table-across-nodes is true:"
                        + " nodes overwrite each other's files in TiCDC before 8.5.5 (ticdc#2002); turn it off in the"
                        + " changefeed, with a fresh prefix, or upgrade TiCDC");
    }

    private FeedProblem otherFormat(TableId table, DataFolder folder, FeedObject object) {
        return new FeedProblem(
                folder.version(),
                "table " + table + " has the data file " + object.path()
                        + ", but files of the configured format end in ."
                        + options.paths().extension()
                        + ": set mirror.format to the changefeed's protocol; one whose protocol was changed needs a fresh"
                        + " prefix");
    }

    private void stop(TableId table, FeedProblem problem) {
        problems.merge(table, problem, TableFeeds::earlier);
    }

    private static FeedProblem earlier(FeedProblem one, FeedProblem other) {
        return other.version() < one.version() ? other : one;
    }

    /** Where rows of a table may still be written; null if only a listing of everything can tell. */
    @Nullable
    TablePlace place(TableId table) {
        String folder = catalog.folder(table);
        TableHistory history = catalog.tables().get(table);
        return folder == null || history == null || history.versions().isEmpty() || problems.containsKey(table)
                ? null
                : new TablePlace(folder, history.openVersions(), readings.getOrDefault(table, Map.of()));
    }

    /** The folders of all tables whose rows are in a table's lineages, its own included. */
    Set<String> sources(TableId table) {
        Set<String> sources = new HashSet<>();
        TableHistory history = catalog.tables().get(table);
        for (FeedVersion version : history == null ? List.<FeedVersion>of() : history.versions()) {
            for (FeedVersion older : version.lineage()) {
                String folder = catalog.folder(older.schema().table());
                if (folder != null) {
                    sources.add(folder);
                }
            }
        }
        if (unexported != null) {
            sources.addAll(unexported.sources(table));
        }
        return sources;
    }

    /**
     * The tables to report, by name.
     *
     * @param complete see {@link TableFeed#complete}
     */
    Map<TableId, TableFeed> build(long complete) {
        Map<TableId, TableFeed> feeds = new TreeMap<>();
        for (TableHistory history : catalog.tables().values()) {
            if (options.reports(history.table())) {
                feeds.put(history.table(), feed(history, complete));
            }
        }
        problems.forEach((table, problem) -> {
            if (options.reports(table) && !feeds.containsKey(table)) {
                feeds.put(table, new TableFeed(table, List.of(), List.of(), List.of(problem), List.of(), complete));
            }
        });
        Dump dump = options.dump();
        if (unexported != null && dump != null) {
            Map<TableId, TableFeed> alone = unexported.build(complete);
            feeds.replaceAll((table, feed) -> feed.with(dump, alone.getOrDefault(table, nothing(table, complete))));
        }
        return feeds;
    }

    private static TableFeed nothing(TableId table, long complete) {
        return new TableFeed(table, List.of(), List.of(), List.of(), List.of(), complete);
    }

    private TableFeed feed(TableHistory history, long complete) {
        List<FeedProblem> all = new ArrayList<>(history.problems());
        FeedProblem ofFiles = problems.get(history.table());
        if (ofFiles != null) {
            all.add(ofFiles);
        }
        all.sort(Comparator.comparingLong(FeedProblem::version));
        List<FeedVersion> usable = new ArrayList<>();
        Map<FeedVersion, List<FeedFile>> sorted = new LinkedHashMap<>();
        for (FeedVersion version : history.versions()) {
            if (ofFiles == null || version.version() < ofFiles.version()) {
                usable.add(version);
                version.lineage().forEach(older -> sorted.computeIfAbsent(older, this::files));
            }
        }
        List<FeedFile> found =
                sorted.values().stream().flatMap(List::stream).sorted().toList();
        return new TableFeed(history.table(), usable, found, all, history.ends(), complete);
    }

    private List<FeedFile> files(FeedVersion version) {
        return files
                .getOrDefault(version.schema().table(), Map.of())
                .getOrDefault(version.version(), List.of())
                .stream()
                .map(file -> new FeedFile(store, file, version.schema()))
                .toList();
    }
}
