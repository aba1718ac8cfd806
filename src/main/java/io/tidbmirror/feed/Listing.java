package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The objects of a changefeed's folder that are known, sorted by what their paths say. */
final class Listing {
    private static final int SHOWN = 20;

    /**
     * A data file before its table is known; see {@link FeedPath.Data}. There may be millions, so it holds no text twice.
     */
    record DataObject(FeedObject object, String dispatcher, long number, String extension) {
        /** How many digits the number is written with; of names without a dispatcher. */
        int digits() {
            String name = object.path().substring(object.path().lastIndexOf('/') + 1);
            return name.length() - "CDC.".length() - extension.length();
        }
    }

    /** A schema file before it is read. */
    record SchemaEntry(FeedObject object, FeedPath.Schema place) {}

    private final Map<String, SchemaEntry> schemas = new TreeMap<>();
    private final NavigableMap<String, Map<String, DataObject>> data = new TreeMap<>();
    private final List<String> unsafe = new ArrayList<>();

    void add(FeedObject object) {
        add(object, this);
    }

    /** Adds an object, and shares what has not changed with another listing. */
    void add(FeedObject object, Listing before) {
        FeedPath path = FeedPath.parse(object.path());
        if (path instanceof FeedPath.Data file) {
            DataObject shared = before.shared(object, file);
            data.computeIfAbsent(file.folder(), folder -> new HashMap<>())
                    .put(shared.object().path(), shared);
        } else if (path instanceof FeedPath.Schema place) {
            schemas.put(object.path(), new SchemaEntry(object, place));
        } else if (path instanceof FeedPath.Unsafe && unsafe.size() < SHOWN) {
            unsafe.add(object.path());
        }
    }

    private DataObject shared(FeedObject object, FeedPath.Data file) {
        DataObject known = files(file.folder()).get(object.path());
        return known != null && known.object().equals(object)
                ? known
                : new DataObject(
                        object,
                        file.dispatcher(),
                        file.number(),
                        file.extension().intern());
    }

    /** Schema files by path. */
    Map<String, SchemaEntry> schemas() {
        return schemas;
    }

    /** Tables that have a folder of schema files. */
    Set<TableId> tables() {
        Set<TableId> tables = new HashSet<>();
        for (SchemaEntry entry : schemas.values()) {
            String folder = entry.place().folder();
            int slash = folder.indexOf('/');
            if (slash > 0) {
                tables.add(new TableId(folder.substring(0, slash), folder.substring(slash + 1)));
            }
        }
        return tables;
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
    void forget(String folder, Predicate<DataObject> files) {
        Map<String, DataObject> known = data.get(folder);
        if (known != null) {
            known.values().removeIf(files);
        }
    }

    List<String> unsafe() {
        return unsafe;
    }
}
