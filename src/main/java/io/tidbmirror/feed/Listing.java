package io.tidbmirror.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects of a changefeed's folder, sorted by what their paths say. */
final class Listing {
    private static final int SHOWN = 20;

    /** A data file before its table is known. */
    record DataObject(FeedObject object, FeedPath.Data path) {}

    private final Map<String, SchemaEntry> schemas = new TreeMap<>();
    private final Map<String, List<DataObject>> data = new HashMap<>();
    private final List<String> unsafe = new ArrayList<>();

    /** A schema file before it is read. */
    record SchemaEntry(FeedObject object, FeedPath.Schema place) {}

    void add(FeedObject object) {
        FeedPath path = FeedPath.parse(object.path());
        if (path instanceof FeedPath.Data file) {
            data.computeIfAbsent(file.folder(), folder -> new ArrayList<>()).add(new DataObject(object, file));
        } else if (path instanceof FeedPath.Schema place) {
            schemas.put(object.path(), new SchemaEntry(object, place));
        } else if (path instanceof FeedPath.Unsafe && unsafe.size() < SHOWN) {
            unsafe.add(object.path());
        }
    }

    /** Schema files by path. */
    Map<String, SchemaEntry> schemas() {
        return schemas;
    }

    /** Data files by the folder they are in. */
    Map<String, List<DataObject>> data() {
        return data;
    }

    List<String> unsafe() {
        return unsafe;
    }
}
