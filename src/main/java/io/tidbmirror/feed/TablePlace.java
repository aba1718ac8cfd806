package io.tidbmirror.feed;

import java.util.List;
import java.util.Map;

/**
 * Where rows of a table may still be written.
 *
 * @param folder of the table
 * @param versions the newest, and those before it with the same columns
 * @param readings what the paths of its folders of data files say
 */
record TablePlace(String folder, List<Long> versions, Map<String, DataFolder> readings) {
    /** What the path of a folder of data files says. */
    DataFolder reading(String path) {
        DataFolder known = readings.get(path);
        return known == null ? DataFolders.likely(DataFolder.readings(path)) : known;
    }
}
