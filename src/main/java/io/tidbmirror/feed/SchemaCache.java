package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads each schema file once, and again when it was overwritten; keeps the catalog until one of them changes. */
final class SchemaCache {
    private record Entry(FeedObject object, SchemaObject content) {}

    private final FeedStore store;
    private final FeedOptions options;
    private Map<String, Entry> entries = Map.of();
    private Catalog catalog = new Catalog();
    private boolean read;

    SchemaCache(FeedStore store, FeedOptions options) {
        this.store = store;
        this.options = options;
    }

    /** The tables as they were last. */
    Catalog known() {
        return catalog;
    }

    /** The tables that the listed schema files describe. */
    Catalog catalog(Collection<Listing.SchemaEntry> listed) throws IOException {
        Map<String, Entry> found = new HashMap<>();
        boolean changed = !read || listed.size() != entries.size();
        for (Listing.SchemaEntry file : listed) {
            Entry known = entries.get(file.object().path());
            if (known == null || !known.object().equals(file.object())) {
                known = new Entry(file.object(), read(file));
                changed = true;
            }
            found.put(file.object().path(), known);
        }
        if (changed) {
            List<SchemaObject> files =
                    found.values().stream().map(Entry::content).toList();
            catalog = CatalogReader.read(files, options);
            if (options.dump() != null) {
                catalog.beside(CatalogReader.read(files, options.loadedFrom(null)));
            }
            entries = found;
            read = true;
        }
        return catalog;
    }

    private SchemaObject read(Listing.SchemaEntry file) throws IOException {
        byte[] content;
        try (InputStream in = store.open(file.object(), 0)) {
            content = in.readNBytes(SchemaFileParser.MAX_BYTES + 1);
        }
        try {
            String path = file.object().path();
            return new SchemaObject(file.place(), SchemaFileParser.parse(path, file.place(), content), "");
        } catch (PoisonException e) {
            return new SchemaObject(file.place(), null, String.valueOf(e.getMessage()));
        }
    }
}
