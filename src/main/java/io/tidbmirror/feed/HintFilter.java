package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;

/**
 * Tells hints of tables that this instance reads from those of others, by the path alone. Names may hold slashes, so that a
 * folder may be that of several tables: one that is read here is enough.
 *
 * @param options say which tables are read
 */
record HintFilter(FeedOptions options) {
    /** Whether an object may change what this instance knows. */
    boolean concerns(String path) {
        FeedPath place = FeedPath.parse(path);
        if (place instanceof FeedPath.Data data) {
            return DataFolder.readings(data.folder()).stream().anyMatch(reading -> isRead(reading.table()));
        }
        return place instanceof FeedPath.Schema schema && (isDatabase(schema.folder()) || isRead(schema.folder()));
    }

    /** Statements on a database may be about any table of it. */
    private static boolean isDatabase(String folder) {
        return folder.indexOf('/') < 0;
    }

    private boolean isRead(String folder) {
        for (int slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) {
            if (options.reports(new TableId(folder.substring(0, slash), folder.substring(slash + 1)))) {
                return true;
            }
        }
        return false;
    }
}
