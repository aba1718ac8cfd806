package io.tidbmirror.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings what is known of one table up to date without listing the files that are known: its schema files, the folders of
 * the versions that rows may still be written to, and in these what {@link FolderLook} finds.
 *
 * <p>Why that is all: every version has a schema file, written before its first data file and after the last row of the
 * version before, unless both have the same columns (ticdc-storage.md sections 4.5, 6). So when no schema file is new, rows
 * are written only to the newest version and those before it with the same columns. Within a version a table either has
 * partitions or not, and date folders or not, because both take a DDL or another configuration. A folder that does not look
 * like the configured options say is listed whole.
 */
final class TableLook {
    /** A writer's clock and time zone may put it into the newest date folder or one of these. */
    private static final int OLDER_DATES = 2;

    private final FeedStore store;
    private final FeedOptions options;
    private final Listing listing;
    private final FolderLook folders;

    TableLook(FeedStore store, FeedOptions options, Listing listing) {
        this(store, options, listing, new FolderLook(store, listing));
    }

    private TableLook(FeedStore store, FeedOptions options, Listing listing, FolderLook folders) {
        this.store = store;
        this.options = options;
        this.listing = listing;
        this.folders = folders;
    }

    /** The same on another listing. */
    TableLook on(Listing other) {
        return new TableLook(store, options, other, folders.on(other));
    }

    /**
     * Looks at a table.
     *
     * @param place where it is
     * @return whether its schema files are those known; if not, what was found says nothing
     */
    boolean at(TablePlace place) throws IOException {
        if (schemasChanged(place.folder())) {
            return false;
        }
        for (long version : place.versions()) {
            atVersion(place.folder() + "/" + version, place);
        }
        return true;
    }

    /** About how many list calls {@link #at} makes. */
    int calls(TablePlace place) {
        int calls = 1;
        for (long version : place.versions()) {
            String folder = place.folder() + "/" + version;
            int known = listing.foldersAt(folder).size();
            calls += known == 0 || listing.data().containsKey(folder) ? 3 : 1 + 3 * known;
        }
        return calls;
    }

    /** Lists all of a table's folder. */
    void whole(String table) throws IOException {
        below(table + "/");
    }

    private boolean schemasChanged(String table) throws IOException {
        AtomicBoolean changed = new AtomicBoolean();
        Listings.pages(store, table + "/meta/", false, page -> {
            for (FeedObject object : page.objects()) {
                Listing.SchemaEntry known = listing.schemas().get(object.path());
                boolean schema = FeedPath.parse(object.path()) instanceof FeedPath.Schema;
                changed.compareAndSet(
                        false, schema && (known == null || !known.object().equals(object)));
            }
        });
        return changed.get();
    }

    private void atVersion(String folder, TablePlace place) throws IOException {
        List<String> known = listing.foldersAt(folder);
        boolean asConfigured = known.stream().map(place::reading).allMatch(reading -> reading.fits(options.paths()));
        if (known.isEmpty() || !asConfigured) {
            below(folder + "/");
        } else if (listing.data().containsKey(folder)) {
            folders.at(folder);
        } else {
            atFoldersIn(folder);
        }
    }

    /** Looks at a folder of partitions or dates. */
    private void atFoldersIn(String folder) throws IOException {
        Set<String> names = new HashSet<>();
        Listings.pages(store, folder + "/", false, page -> {
            names.addAll(page.folders());
            page.objects().forEach(listing::add);
        });
        names.remove("meta");
        Map<String, String> dates = new TreeMap<>();
        for (String name : names) {
            String path = folder + "/" + name;
            if (listing.foldersAt(path).isEmpty()) {
                below(path + "/");
            } else if (!listing.data().containsKey(path)) {
                atFoldersIn(path);
            } else if (options.paths().dateSeparator() == DateSeparator.NONE) {
                folders.at(path);
            } else {
                dates.put(name, path);
            }
        }
        atDates(new ArrayList<>(dates.values()));
    }

    private void atDates(List<String> dates) throws IOException {
        int newest = dates.size() - 1;
        for (int i = Math.max(0, newest - OLDER_DATES); i < newest; i++) {
            folders.atOlder(dates.get(i));
        }
        if (newest >= 0) {
            folders.at(dates.get(newest));
        }
    }

    private void below(String prefix) throws IOException {
        listing.foldersAt(prefix.substring(0, prefix.length() - 1))
                .forEach(folder -> listing.forget(folder, any -> true));
        Listings.pages(store, prefix, true, page -> page.objects().forEach(listing::add));
    }
}
