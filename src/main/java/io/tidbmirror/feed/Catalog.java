package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All tables of the changefeed with their versions, and which table each data directory belongs to. */
final class Catalog {
    private final SortedMap<TableId, TableHistory> tables = new TreeMap<>();
    private final Map<String, Map<Long, TableId>> owners = new HashMap<>();
    private final Map<TableId, String> folders = new HashMap<>();

    private @Nullable Catalog unexported;

    /** The same schema files where no table begins with an export; null if there is none. */
    @Nullable
    Catalog unexported() {
        return unexported;
    }

    /** Notes what the schema files alone tell. */
    Catalog beside(Catalog alone) {
        unexported = alone;
        return this;
    }

    SortedMap<TableId, TableHistory> tables() {
        return tables;
    }

    TableHistory table(TableId id) {
        return tables.computeIfAbsent(id, TableHistory::new);
    }

    /** Notes that the data directory of a version below a table folder belongs to a table. */
    void own(FeedPath.Schema place, TableId table) {
        owners.computeIfAbsent(place.folder(), folder -> new HashMap<>()).put(place.version(), table);
        folders.put(table, place.folder());
    }

    /** The folder of a table's schema files and versions, or null if it has no schema file. */
    @Nullable
    String folder(TableId table) {
        return folders.get(table);
    }

    /** The table that a data directory belongs to, or null if no schema file says so. */
    @Nullable
    TableId owner(DataFolder folder) {
        Map<Long, TableId> versions = owners.get(folder.table());
        return versions == null ? null : versions.get(folder.version());
    }

    /** The table most likely meant by a table folder, for messages and for schema files that cannot be read. */
    TableId guess(String folder) {
        Map<Long, TableId> versions = owners.get(folder);
        if (versions != null) {
            return versions.values().iterator().next();
        }
        int slash = folder.lastIndexOf('/');
        return slash < 0
                ? new TableId("", folder)
                : new TableId(folder.substring(0, slash), folder.substring(slash + 1));
    }
}
