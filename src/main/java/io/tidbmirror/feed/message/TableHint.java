package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.StatementCatalog.Definition;
import io.tidbmirror.feed.StatementCatalog.Known;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where reading starts again for a table, in the words that HEAD keeps beside what is covered. Not advisory here: without it
 * nobody could tell that messages between a reset offset and what is covered were never read.
 *
 * @param rows for each partition with rows of the table: those below the offset are landed; empty if none was seen
 * @param statements for each partition with statements: those below the offset are in the schema
 * @param known the schema, or null if nothing is landed
 * @param topics ids of the topics that the offsets belong to, by name, as far as brokers tell them
 */
record TableHint(
        SortedMap<Partition, Long> rows,
        SortedMap<Partition, Long> statements,
        @Nullable Known known,
        Map<String, String> topics) {
    private static final String ROWS = "kafka.rows";
    private static final String STATEMENTS = "kafka.statements";
    private static final String SCHEMA = "kafka.schema";
    private static final String NARROWED = "kafka.narrowed";
    private static final String TOPICS = "kafka.topics";
    private static final String NONE = "none";

    TableHint {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        statements = Collections.unmodifiableSortedMap(new TreeMap<>(statements));
        topics = Map.copyOf(topics);
    }

    /** Reads words back; null if they are not of this kind. */
    static @Nullable TableHint parse(TableId table, Map<String, String> words) {
        String rows = words.get(ROWS);
        String statements = words.get(STATEMENTS);
        return rows == null || statements == null
                ? null
                : new TableHint(
                        places(rows.equals(NONE) ? "" : rows),
                        places(statements),
                        known(table, words.get(SCHEMA), words.containsKey(NARROWED)),
                        topics(words.getOrDefault(TOPICS, "")));
    }

    private static @Nullable Known known(TableId table, @Nullable String words, boolean narrowed) {
        if (words == null) {
            return null;
        }
        String[] parts = words.split(" ", 3);
        return new Known(table, Long.parseLong(parts[0]), Long.parseLong(parts[1]), new Definition(parts[2], narrowed));
    }

    private static SortedMap<Partition, Long> places(String words) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        for (String place : words.split(",", -1)) {
            if (!place.isEmpty()) {
                int at = place.lastIndexOf('@');
                offsets.put(Partition.parse(place.substring(0, at)), Long.parseLong(place.substring(at + 1)));
            }
        }
        return offsets;
    }

    private static Map<String, String> topics(String words) {
        Map<String, String> topics = new HashMap<>();
        for (String topic : words.split(",", -1)) {
            int is = topic.indexOf('=');
            if (is > 0) {
                topics.put(topic.substring(0, is), topic.substring(is + 1));
            }
        }
        return topics;
    }

    private static String words(SortedMap<Partition, Long> offsets) {
        StringBuilder places = new StringBuilder();
        offsets.forEach((partition, offset) -> places.append(places.isEmpty() ? "" : ",")
                .append(partition)
                .append('@')
                .append(offset));
        return places.toString();
    }

    Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        words.put(ROWS, rows.isEmpty() ? NONE : words(rows));
        words.put(STATEMENTS, words(statements));
        if (known != null) {
            words.put(
                    SCHEMA,
                    known.version() + " " + known.commitTs() + " "
                            + known.definition().create());
            if (known.definition().narrowed()) {
                words.put(NARROWED, "true");
            }
        }
        if (!topics.isEmpty()) {
            words.put(
                    TOPICS,
                    new TreeMap<>(topics)
                            .entrySet().stream().map(Object::toString).collect(Collectors.joining(",")));
        }
        return words;
    }
}
