package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * messages in it, however many it has. And one that has more partitions than were known may have rows in them below every
 * watermark that was read. Not thread safe.
 */
final class KnownTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTopics.class);

    /** What helps a table of which rows are missing. */
    static final String LAND_AGAIN = "if the topic has every change since the table was made in TiDB, table remove and"
            + " table release --set feed.complete=true land it again from the topic's beginning; else mirror it from a new"
            + " changefeed into a new landing zone";

    /** Longer than the clients of the group take to learn of partitions and to divide them. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TopicDescriptions brokers;
    private final Backlog backlog;
    private final Statements statements;
    private final Beginnings beginnings;
    private final Clock clock;
    private final Map<String, String> ids = new HashMap<>();
    private final MissedTopics missed;
    private Set<Partition> partitions = Set.of();
    private boolean alone;
    private Instant awaited = Instant.MIN;

    KnownTopics(TopicDescriptions brokers, Backlog backlog, Statements statements, Clock clock) {
        this.brokers = brokers;
        this.backlog = backlog;
        this.statements = statements;
        this.clock = clock;
        this.missed = new MissedTopics(clock);
        this.beginnings = new Beginnings(backlog, statements);
    }

    /**
     * Asks the brokers for the topics of what was read. Not earlier: what was read before is of the topics and all the partitions
     * that are told now, unless a topic is another than before, which is read from its beginning, or has more partitions.
     *
     * @param remembered what HEADs remember of topics that this process has not seen before
     * @return whether there is more to read before anything lands
     * @throws IOException if it cannot be known (transient)
     */
    boolean look(BacklogView view, RememberedTables remembered) throws IOException {
        boolean more = false;
        List<Remembered> tables = remembered.all();
        Set<Partition> there = new TreeSet<>(view.all());
        for (Map.Entry<String, TopicDescriptions.Topic> topic :
                topics(view, remembered).entrySet()) {
            String id = topic.getValue().id();
            more |= id != null && isMadeAgain(topic.getKey(), id, view, tables);
            for (int number = 0; number < topic.getValue().partitions(); number++) {
                there.add(new Partition(topic.getKey(), number));
            }
        }
        if (!view.all().containsAll(there)) {
            backlog.partitions(there);
            more = true;
        }
        return awaitsPartitions(there, view) || more;
    }

    /**
     * Whether partitions are new where this process has read all: the group will give them to somebody soon, and before they are
     * read, nobody can tell whether they have rows of tables that are landed here.
     */
    private boolean awaitsPartitions(Set<Partition> there, BacklogView view) {
        Instant now = clock.instant();
        if (alone && !partitions.containsAll(there)) {
            LOG.info("there are partitions {} now, and were {}: nothing lands before they are read", there, partitions);
            awaited = now.plus(PATIENCE);
        }
        partitions = there;
        boolean awaits = !view.whole() && now.isBefore(awaited);
        alone = view.whole() || (alone && awaits);
        return awaits;
    }

    private boolean isMadeAgain(String topic, String id, BacklogView view, List<Remembered> tables) {
        String before = ids.put(topic, id);
        Set<String> known = before == null ? remembered(topic, tables) : Set.of(before);
        boolean again = !known.isEmpty() && !known.contains(id);
        if (again) {
            LOG.warn(
                    "topic {} was deleted and made again: its id is {} and was {}; it is read from its beginning,"
                            + " and the tables that were read from the old one stop",
                    topic,
                    id,
                    String.join(", ", known));
            beginnings.read(view, partition -> partition.topic().equals(topic));
        }
        return again;
    }

    /** The topics that were read, and those that tables need, as far as they are there; notes which are not. */
    private Map<String, TopicDescriptions.Topic> topics(BacklogView view, RememberedTables remembered)
            throws IOException {
        Set<String> read = names(view.partitions().keySet().stream());
        Set<String> awaited = toRead(remembered.topics(Remembered::isActive));
        awaited.addAll(read);
        awaited.addAll(names(statements.all().stream().map(StatementLog::partition)));
        Set<String> wanted = toRead(remembered.topics(any -> true));
        wanted.addAll(awaited);
        Map<String, TopicDescriptions.Topic> found = brokers.of(wanted);
        wanted.removeAll(found.keySet());
        missed.look(wanted, awaited, read);
        statements.leave(missed.gone());
        return found;
    }

    private Set<String> toRead(Set<String> topics) {
        return topics.stream().filter(brokers::reads).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Stream<Partition> partitions) {
        return partitions.map(Partition::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a table was read from a topic that is gone. */
    boolean isGone(TableHint hint) {
        return gone(hint).findAny().isPresent();
    }

    private Stream<String> gone(TableHint hint) {
        return names(hint.rows().keySet().stream()).stream().filter(missed.gone()::contains);
    }

    private static Set<String> remembered(String topic, List<Remembered> tables) {
        return tables.stream()
                .map(table -> TableHint.parse(table.table(), table.hint()))
                .filter(Objects::nonNull)
                .map(hint -> hint.topics().get(topic))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
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
        return gone(hint)
                .findFirst()
                .map(topic -> "was read from topic " + topic
                        + ", which is not there any more, and nobody can tell what is missing:"
                        + " if the table was dropped, table remove; if the topic comes back as it was, table release")
                .or(() -> madeAgain(hint));
    }

    private Optional<String> madeAgain(TableHint hint) {
        return others(hint.topics())
                .findFirst()
                .map(topic -> "was read from topic " + topic + " of id "
                        + hint.topics().get(topic) + ", which was deleted and made again since: its id is "
                        + ids.get(topic)
                        + " now, and nobody can tell what is missing in between; " + LAND_AGAIN);
    }
}
