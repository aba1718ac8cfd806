package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Partition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of a changefeed.
 *
 * @param names topics, or one pattern
 * @param isPattern whether the only name is a regular expression
 */
public record Topics(List<String> names, boolean isPattern) {
    public Topics {
        names = List.copyOf(names);
    }

    /** The only name as a pattern. */
    Pattern pattern() {
        return Pattern.compile(names.get(0));
    }

    /** Whether one of this name belongs to them. */
    boolean means(String name) {
        return isPattern ? pattern().matcher(name).matches() : names.contains(name);
    }

    /** The partitions they have now; asks the brokers. */
    List<TopicPartition> partitions(Consumer<?, ?> client) {
        return found(client)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** The names of which there is no topic among those found. */
    Set<String> missing(Collection<TopicPartition> found) {
        Set<String> missing = new TreeSet<>(names);
        if (isPattern && !found.isEmpty()) {
            missing.clear();
        }
        found.forEach(partition -> missing.remove(partition.topic()));
        return missing;
    }

    private Stream<PartitionInfo> found(Consumer<?, ?> client) {
        if (!isPattern) {
            return names.stream().flatMap(name -> client.partitionsFor(name).stream());
        }
        Pattern pattern = pattern();
        Map<String, List<PartitionInfo>> all = client.listTopics();
        return all.entrySet().stream()
                .filter(topic -> pattern.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream());
    }

    static Partition named(TopicPartition partition) {
        return new Partition(partition.topic(), partition.partition());
    }

    static TopicPartition of(Partition partition) {
        return new TopicPartition(partition.topic(), partition.number());
    }
}
