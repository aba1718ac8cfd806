package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.StatementCatalog.Known;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where reading starts again for a table, in the words that HEAD keeps beside what is covered. Not advisory here: without it
 * nobody could tell that messages between a reset offset and what is covered were never read.
 *
 * @param partition where the rows of the table are, or null if none was seen
 * @param offset every row of the table below it is landed; -1 if none was seen
 * @param statements for each partition with statements: those below the offset are in the schema
 * @param known the schema, or null if nothing is landed
 */
record TableHint(
        @Nullable Partition partition,
        long offset,
        SortedMap<Partition, Long> statements,
        @Nullable Known known) {
    private static final String ROWS = "kafka.rows";
    private static final String STATEMENTS = "kafka.statements";
    private static final String SCHEMA = "kafka.schema";
    private static final String NONE = "none";

    /** Reads words back; null if they are not of this kind. */
    static @Nullable TableHint parse(TableId table, Map<String, String> words) {
        String rows = words.get(ROWS);
        String statements = words.get(STATEMENTS);
        if (rows == null || statements == null) {
            return null;
        }
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        for (String place : statements.split(",", -1)) {
            if (!place.isEmpty()) {
                offsets.put(partition(place), offset(place));
            }
        }
        boolean none = rows.equals(NONE);
        return new TableHint(
                none ? null : partition(rows), none ? -1 : offset(rows), offsets, known(table, words.get(SCHEMA)));
    }

    private static @Nullable Known known(TableId table, @Nullable String words) {
        if (words == null) {
            return null;
        }
        String[] parts = words.split(" ", 3);
        return new Known(table, Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    private static Partition partition(String place) {
        return Partition.parse(place.substring(0, place.lastIndexOf('@')));
    }

    private static long offset(String place) {
        return Long.parseLong(place.substring(place.lastIndexOf('@') + 1));
    }

    Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        words.put(ROWS, partition == null ? NONE : partition + "@" + offset);
        StringBuilder places = new StringBuilder();
        statements.forEach((from, at) -> places.append(places.isEmpty() ? "" : ",")
                .append(from)
                .append('@')
                .append(at));
        words.put(STATEMENTS, places.toString());
        if (known != null) {
            words.put(SCHEMA, known.version() + " " + known.commitTs() + " " + known.definition());
        }
        return words;
    }
}
