package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.StatementCatalog.Versions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The topics of which some table goes on: it has rows there, or was made by a statement there, and no statement has ended it. */
record InhabitedTopics(Attachments tables, RememberedTables remembered, Statements statements) {
    /**
     * Those of this moment.
     *
     * @param told what statements tell of each table
     */
    Set<String> find(Map<TableId, Versions> told) {
        Set<String> topics = new TreeSet<>();
        for (Attached table : tables.all()) {
            add(table.table(), table.partitions(), told, topics);
        }
        for (Remembered table : remembered.all()) {
            TableHint hint = table.standing() == Remembered.Standing.CHANGING ? null : remembered.hint(table);
            if (hint != null) {
                add(table.table(), hint.rows().keySet(), told, topics);
            }
        }
        for (StatementLog log : statements.all()) {
            for (TableId table : log.tables()) {
                if (told.containsKey(table)) {
                    add(table, Set.of(log.partition()), told, topics);
                }
            }
        }
        return topics;
    }

    private static void add(TableId table, Set<Partition> places, Map<TableId, Versions> told, Set<String> topics) {
        Versions versions = told.get(table);
        if (versions == null || !versions.isEnded()) {
            places.forEach(place -> topics.add(place.topic()));
        }
    }
}
