package io.tidbmirror.feed;

import io.tidbmirror.feed.Listing.DataObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a changefeed's folder: what there is of each table, in reading order. Not thread safe.
 *
 * <p>Nothing is remembered from poll to poll but the greatest checkpoint and the parsed schema files, so a new reader on
 * the same folder finds the same.
 */
public final class FeedReader {
    private final FeedStore store;
    private final FeedOptions options;
    private final SchemaCache schemas;
    private final Checkpoint checkpoint = new Checkpoint();

    public FeedReader(FeedStore store, FeedOptions options) {
        this.store = store;
        this.options = options;
        this.schemas = new SchemaCache(store, options);
    }

    /**
     * Reads the checkpoint first and lists afterwards, so that every row below the checkpoint is in the listing.
     *
     * @throws IOException if the store fails (transient); a checkpoint that cannot be read is told in the snapshot
     */
    public FeedSnapshot poll() throws IOException {
        String error = checkpoint.update(store.read(Checkpoint.PATH));
        Listing listing = new Listing();
        list("", true, listing);
        Catalog catalog = schemas.catalog(listing.schemas().values());
        if (listAgain(listing, catalog)) {
            catalog = schemas.catalog(listing.schemas().values());
        }
        TableFeeds feeds = new TableFeeds(store, options, catalog);
        for (Map.Entry<String, List<DataObject>> folder : listing.data().entrySet()) {
            feeds.add(folder.getKey(), folder.getValue());
        }
        return new FeedSnapshot(checkpoint.greatest(), error, feeds.build(), listing.unsafe());
    }

    private void list(String prefix, boolean recursive, Listing listing) throws IOException {
        String token = null;
        do {
            FeedStore.Page page = store.list(prefix, recursive, token);
            page.objects().forEach(listing::add);
            token = page.next();
        } while (token != null);
    }

    /**
     * A listing is not a moment in time: a table's data may be seen where its schema file, though written before, was not
     * yet. So before a schema file counts as missing, its folder is listed after the data was.
     */
    private boolean listAgain(Listing listing, Catalog catalog) throws IOException {
        DataFolders folders = new DataFolders(catalog, options);
        Set<String> again = new HashSet<>();
        for (String folder : listing.data().keySet()) {
            if (folders.known(folder).isEmpty()) {
                DataFolder.readings(folder).forEach(reading -> again.add(reading.table() + "/meta/"));
            }
        }
        int before = listing.schemas().size();
        for (String folder : again) {
            list(folder, false, listing);
        }
        return listing.schemas().size() > before;
    }
}
