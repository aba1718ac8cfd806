package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Partition;
import java.util.List;
import java.util.Map;
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

    /** The partitions they have now; asks the brokers. */
    List<TopicPartition> partitions(Consumer<?, ?> client) {
        return found(client)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private Stream<PartitionInfo> found(Consumer<?, ?> client) {
        if (!isPattern) {
            return names.stream().flatMap(name -> client.partitionsFor(name).stream());
        }
        Pattern pattern = Pattern.compile(names.get(0));
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
