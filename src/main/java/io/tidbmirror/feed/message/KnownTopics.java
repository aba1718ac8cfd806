package io.tidbmirror.feed.message;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics were read. One that is deleted and made again under its name is another one: offsets of the old one mean other
 * messages in it, however many it has. Not thread safe.
 */
final class KnownTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTopics.class);

    private final TopicIds brokers;
    private final Backlog backlog;
    private final Statements statements;
    private final Map<String, String> ids = new HashMap<>();

    KnownTopics(TopicIds brokers, Backlog backlog, Statements statements) {
        this.brokers = brokers;
        this.backlog = backlog;
        this.statements = statements;
    }

    /**
     * Asks the brokers for the topics of what was read. Not earlier: what was read before is of the topics that are told now, unless
     * one of them is another than before. That one is read from its beginning.
     *
     * @param tables what HEADs remember of topics that this process has not seen before
     * @return whether a topic was made again
     * @throws IOException if it cannot be known (transient)
     */
    boolean look(BacklogView view, List<Remembered> tables) throws IOException {
        boolean others = false;
        Map<String, String> told = brokers.of(topics(view));
        for (Map.Entry<String, String> topic : told.entrySet()) {
            String before = ids.put(topic.getKey(), topic.getValue());
            Set<String> known = before == null ? remembered(topic.getKey(), tables) : Set.of(before);
            if (!known.isEmpty() && !known.contains(topic.getValue())) {
                LOG.warn(
                        "topic {} was deleted and made again: its id is {} and was {}; it is read from its beginning,"
                                + " and the tables that were read from the old one stop",
                        topic.getKey(),
                        topic.getValue(),
                        String.join(", ", known));
                readFromTheBeginning(topic.getKey(), view);
                others = true;
            }
        }
        return others;
    }

    private Set<String> topics(BacklogView view) {
        return Stream.concat(
                        view.partitions().keySet().stream(),
                        statements.all().stream().map(StatementLog::partition))
                .map(Partition::topic)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> remembered(String topic, List<Remembered> tables) {
        return tables.stream()
                .map(table -> TableHint.parse(table.table(), table.hint()))
                .filter(Objects::nonNull)
                .map(hint -> hint.topics().get(topic))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void readFromTheBeginning(String topic, BacklogView view) {
        view.partitions().keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .forEach(partition -> backlog.windBack(partition, 0));
        statements.all().stream()
                .filter(log -> log.partition().topic().equals(topic))
                .forEach(StatementLog::readFromTheBeginning);
    }

    /** What is remembered, with the ids that were not known then. */
    TableHint complete(TableHint hint) {
        Map<String, String> topics = new HashMap<>(hint.topics());
        Stream.concat(hint.rows().keySet().stream(), hint.statements().keySet().stream())
                .map(Partition::topic)
                .filter(ids::containsKey)
                .forEach(topic -> topics.putIfAbsent(topic, ids.get(topic)));
        return new TableHint(hint.rows(), hint.statements(), hint.known(), topics);
    }

    /** Whether one of these topics was made again since its id was remembered. */
    boolean isOther(Map<String, String> remembered) {
        return others(remembered).findAny().isPresent();
    }

    private Stream<String> others(Map<String, String> remembered) {
        return remembered.entrySet().stream()
                .filter(topic ->
                        !ids.getOrDefault(topic.getKey(), topic.getValue()).equals(topic.getValue()))
                .map(Map.Entry::getKey);
    }

    /** What is wrong with a table whose offsets are those of a topic that is gone, and what helps. */
    Optional<String> problem(TableHint hint) {
        return others(hint.topics())
                .findFirst()
                .map(topic -> "was read from topic " + topic + " of id "
                        + hint.topics().get(topic) + ", which was deleted and made again since: its id is "
                        + ids.get(topic)
                        + " now, and nobody can tell what is missing in between; if the topic has every change since the table"
                        + " was made in TiDB, table remove and table release --set feed.complete=true land it again from the"
                        + " topic's beginning; else mirror it from a new changefeed into a new landing zone");
    }
}
