package io.tidbmirror.feed;

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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a changefeed's folder: what there is of each table, in reading order.
 *
 * <p>Everything is listed at the start and from time to time. In between, tables that had new files lately are looked at one
 * by one ({@link TableLook}), and the others cost no call. Where the pages of everything are no more than the calls of these
 * looks, everything is listed. What is found says something up to the checkpoint that was read before, and only of the
 * tables that were looked at: the others stay where they were ({@link TableFeed#complete}).
 *
 * <p>What only a full listing finds, at the latest after the interval: the first files of tables that were quiet, new
 * tables, and statements that take a table away, such as DROP DATABASE, which leave no file in the table's folder.
 *
 * <p>{@link #look} may be called from any thread, all else from one at a time.
 */
public final class FeedReader implements FeedSource {
    private final FeedStore store;
    private final FeedOptions options;
    private final Duration fullListInterval;
    private final Clock clock;
    private final SchemaCache schemas;
    private final HintFilter filter;
    private final Checkpoint checkpoint = new Checkpoint();
    private final Set<String> hints = ConcurrentHashMap.newKeySet();
    private final Set<TableId> distrusted = ConcurrentHashMap.newKeySet();
    private final Map<TableId, Instant> lastNews = new HashMap<>();
    private final Map<TableId, TablePlace> places = new HashMap<>();
    private Map<TableId, TableFeed> feeds = new TreeMap<>();
    private Listing listing = new Listing();
    private TableLook look;
    private Instant listAllAt = Instant.MIN;
    private int pages;

    /**
     * A reader.
     *
     * @param fullListInterval time from a listing of everything to the next
     * @param clock tells it
     */
    public FeedReader(FeedStore store, FeedOptions options, Duration fullListInterval, Clock clock) {
        this.store = store;
        this.options = options;
        this.fullListInterval = fullListInterval;
        this.clock = clock;
        this.schemas = new SchemaCache(store, options);
        this.filter = new HintFilter(options);
        this.look = new TableLook(store, options, listing);
    }

    /**
     * Has the next poll look at the table that an object belongs to, or at everything if no known table has it.
     *
     * @param path as {@link FeedObject#path}, from a hint that may be wrong, late or repeated
     * @return false if it is of no table that is read here, and changes nothing
     */
    public boolean look(String path) {
        boolean concerns = filter.concerns(path);
        if (concerns) {
            hints.add(path);
        }
        return concerns;
    }

    /** Has the next poll list all of a table, because a file was not what its listing said. */
    @Override
    public void distrust(TableId table) {
        distrusted.add(table);
    }

    /**
     * Reads the checkpoint first and lists afterwards, so that every row below it is in a file that is listed.
     *
     * @throws IOException if the store fails (transient); a checkpoint that cannot be read is told in the snapshot
     */
    @Override
    public FeedSnapshot poll() throws IOException {
        String error = checkpoint.update(store.read(Checkpoint.PATH));
        long complete = checkpoint.greatest().orElse(0);
        Instant now = clock.instant();
        Set<TableId> active = active(now);
        if (active == null || !lookAt(active, complete, now)) {
            listAll(complete, now);
        }
        return new FeedSnapshot(checkpoint.greatest(), error, oldestVersion(), List.copyOf(feeds.values()), warnings());
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        listing.unsafe().forEach(path -> warnings.add("the feed holds an unsafe path, which is not read: " + path));
        feeds.values().forEach(feed -> warnings.addAll(options.unknownColumns(feed)));
        if (feeds.isEmpty()) {
            warnings.addAll(options.leftOut(listing.tables()));
        }
        return warnings;
    }

    private OptionalLong oldestVersion() {
        return listing.schemas().values().stream()
                .mapToLong(entry -> entry.place().version())
                .min();
    }

    /** The export from which tables are loaded first, if any. */
    @Override
    public @Nullable Dump dump() {
        return options.dump();
    }

    /** The tables to look at; null to list everything. */
    private @Nullable Set<TableId> active(Instant now) {
        Set<TableId> active = new HashSet<>(distrusted);
        Set<String> told = Set.copyOf(hints);
        hints.removeAll(told); // one listing of everything is enough for all that name what is not known
        for (String path : told) {
            TableId table = FeedPath.parse(path) instanceof FeedPath.Data data ? owner(data.folder()) : null;
            if (table == null) {
                return null;
            }
            active.add(table);
        }
        lastNews.values().removeIf(since -> since.plus(fullListInterval).isBefore(now));
        active.addAll(lastNews.keySet());
        active.retainAll(places.keySet());
        if (!active.containsAll(distrusted)) {
            return null;
        }
        int calls = 0;
        for (TableId table : active) {
            calls += look.calls(Objects.requireNonNull(places.get(table)));
        }
        return now.isBefore(listAllAt) && pages > Math.max(1, calls) ? active : null;
    }

    private @Nullable TableId owner(String folder) {
        for (Map.Entry<TableId, TablePlace> place : places.entrySet()) {
            if (place.getValue().readings().containsKey(folder)) {
                return place.getKey();
            }
        }
        return null;
    }

    /** Looks at some tables; false if everything must be listed, because a schema file is new. */
    private boolean lookAt(Set<TableId> tables, long complete, Instant now) throws IOException {
        Instant due = listAllAt;
        listAllAt = Instant.MIN; // a look that fails leaves a listing with holes
        for (TableId table : tables) {
            TablePlace place = Objects.requireNonNull(places.get(table));
            if (!look.at(place)) {
                return false;
            }
            if (distrusted.contains(table)) {
                look.whole(place.folder());
            }
        }
        if (!noteAll(tables, complete, now)) {
            return false;
        }
        listAllAt = due;
        return true;
    }

    /** Takes over what is listed of some tables; false if there is nothing of one of them. */
    private boolean noteAll(Set<TableId> tables, long complete, Instant now) throws IOException {
        TableFeeds found = new TableFeeds(store, options, schemas.known());
        Set<String> sources = new HashSet<>();
        tables.forEach(table -> sources.addAll(found.sources(table)));
        for (String source : sources) {
            listing.foldersAt(source)
                    .forEach(folder -> found.add(folder, listing.files(folder).values()));
        }
        Map<TableId, TableFeed> built = found.build(complete);
        for (TableId table : tables) {
            TableFeed feed = built.get(table);
            if (feed == null) {
                return false;
            }
            note(table, feed, found, now);
            distrusted.remove(table);
        }
        return true;
    }

    private void listAll(long complete, Instant now) throws IOException {
        listAllAt = Instant.MIN; // one that fails is made again at the next poll
        Set<TableId> doubted = Set.copyOf(distrusted);
        FullListing found = FullListing.of(store, options, schemas, listing);
        Listing all = found.listing();
        // Versions are closed by a listing that begins after their successor is known.
        boolean again = !all.schemas().equals(listing.schemas());
        TableFeeds tables = new TableFeeds(store, options, found.catalog());
        all.data().forEach((folder, files) -> tables.add(folder, files.values()));
        Map<TableId, TableFeed> built = tables.build(complete);
        places.clear();
        lastNews.keySet().retainAll(built.keySet());
        built.forEach((table, feed) -> note(table, feed, tables, now));
        feeds.keySet().retainAll(built.keySet());
        listing = all;
        look = look.on(all);
        pages = found.pages();
        distrusted.removeAll(doubted);
        listAllAt = again ? now : now.plus(fullListInterval);
    }

    private void note(TableId table, TableFeed feed, TableFeeds from, Instant now) {
        TableFeed before = feeds.put(table, feed);
        TablePlace place = from.place(table);
        if (place == null) {
            places.remove(table);
        } else {
            places.put(table, place);
        }
        if (before == null || !objects(before).equals(objects(feed))) {
            lastNews.put(table, now);
        }
    }

    private static List<FeedObject> objects(TableFeed feed) {
        return feed.files().stream().map(FeedFile::object).toList();
    }
}
