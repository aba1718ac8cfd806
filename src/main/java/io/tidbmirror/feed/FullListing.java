package io.tidbmirror.feed;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Everything there is in a changefeed's folder.
 *
 * <p>A listing is not a moment in time: a table's data may be seen where its schema file, though written before, was not
 * yet. So before a schema file counts as missing, its folder is listed after the data was.
 *
 * @param listing the files
 * @param catalog what their schema files say
 * @param pages how many calls it takes to list everything once
 */
record FullListing(Listing listing, Catalog catalog, int pages) {
    /**
     * Lists everything.
     *
     * @param before what is known already
     * @throws IOException if the store fails (transient)
     */
    static FullListing of(FeedStore store, FeedOptions options, SchemaCache schemas, Listing before)
            throws IOException {
        Listing all = new Listing();
        int pages = Listings.pages(store, "", true, page -> page.objects().forEach(object -> all.add(object, before)));
        Catalog catalog = schemas.catalog(all.schemas().values());
        if (findsMore(store, all, new DataFolders(catalog, options))) {
            catalog = schemas.catalog(all.schemas().values());
        }
        return new FullListing(all, catalog, pages);
    }

    /** Lists the schema files of data whose table is not known; whether there are some that were not seen before. */
    private static boolean findsMore(FeedStore store, Listing found, DataFolders folders) throws IOException {
        Set<String> again = new HashSet<>();
        for (String folder : found.data().keySet()) {
            if (folders.known(folder).isEmpty()) {
                DataFolder.readings(folder).forEach(reading -> again.add(reading.table() + "/meta/"));
            }
        }
        int before = found.schemas().size();
        for (String folder : again) {
            Listings.pages(store, folder, false, page -> page.objects().forEach(found::add));
        }
        return found.schemas().size() > before;
    }
}
