package io.tidbmirror.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The objects of a changefeed's folder that are known, sorted by what their paths say. */
final class Listing {
    private static final int SHOWN = 20;

    /** A data file before its table is known. */
    record DataObject(FeedObject object, FeedPath.Data path) {
        long number() {
            return path.number();
        }

        /** How many digits the number is written with; of names without a dispatcher. */
        int digits() {
            int around = path.folder().length()
                    + "/CDC".length()
                    + ".".length()
                    + path.extension().length();
            return object.path().length() - around;
        }
    }

    /** A schema file before it is read. */
    record SchemaEntry(FeedObject object, FeedPath.Schema place) {}

    private final Map<String, SchemaEntry> schemas = new TreeMap<>();
    private final NavigableMap<String, Map<String, DataObject>> data = new TreeMap<>();
    private final List<String> unsafe = new ArrayList<>();

    void add(FeedObject object) {
        FeedPath path = FeedPath.parse(object.path());
        if (path instanceof FeedPath.Data file) {
            data.computeIfAbsent(file.folder(), folder -> new HashMap<>())
                    .put(object.path(), new DataObject(object, file));
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

    /** Data files by the folder they are in, there by path. */
    Map<String, Map<String, DataObject>> data() {
        return data;
    }

    /** The data files right in a folder, by path. */
    Map<String, DataObject> files(String folder) {
        return data.getOrDefault(folder, Map.of());
    }

    /** Folders of data files at or below a folder. */
    List<String> foldersAt(String folder) {
        List<String> found =
                new ArrayList<>(data.subMap(folder + "/", folder + "0").keySet());
        if (data.containsKey(folder)) {
            found.add(folder);
        }
        return found;
    }

    /** Forgets data files right in a folder, before the same part of it is added again as it was listed anew. */
    void forget(String folder, Predicate<FeedPath.Data> files) {
        Map<String, DataObject> known = data.get(folder);
        if (known != null) {
            known.values().removeIf(file -> files.test(file.path()));
        }
    }

    List<String> unsafe() {
        return unsafe;
    }
}
