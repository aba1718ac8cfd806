package io.tidbmirror.feed.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What brokers hold, and what they tell of it: it outlives the processes that read it. */
final class HandMadeTopics implements TopicDescriptions {
    private final List<Partition> all;
    private final Map<Partition, List<byte[]>> messages = new HashMap<>();
    private final Map<Partition, Long> gone = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<Partition> deleted = new HashSet<>();

    HandMadeTopics(List<Partition> all) {
        this.all = all;
        for (Partition partition : all) {
            messages.put(partition, new ArrayList<>());
            counts.merge(partition.topic(), 1, Integer::sum);
        }
    }

    /** Partitions that are there. */
    List<Partition> all() {
        return all.stream().filter(partition -> !deleted.contains(partition)).toList();
    }

    Partition partition(int index) {
        return all.get(index);
    }

    List<byte[]> messages(Partition partition) {
        return messages.get(partition);
    }

    /** The offset of the first message that is left. */
    long beginning(Partition partition) {
        return gone.getOrDefault(partition, 0L);
    }

    /** The offset behind the last message of each. */
    Map<Partition, Long> ends() {
        Map<Partition, Long> ends = new HashMap<>();
        messages.forEach((partition, sent) -> ends.put(partition, (long) sent.size()));
        return ends;
    }

    /** Retention has passed so many messages. */
    void expire(Partition partition, long first) {
        gone.put(partition, first);
    }

    /** The topics are deleted and made again, without messages. */
    void empty() {
        messages.values().forEach(List::clear);
        gone.clear();
    }

    void name(String topic, String id) {
        ids.put(topic, id);
    }

    void grow(String topic, int partitions) {
        counts.put(topic, partitions);
    }

    /** Deletes the topic of a partition, its only one. */
    void delete(Partition partition) {
        deleted.add(partition);
    }

    /** The topic was not deleted after all: brokers did not know of it. */
    void bringBack(Partition partition) {
        deleted.remove(partition);
    }

    @Override
    public Map<String, Topic> of(Set<String> names) {
        Map<String, Topic> told = new HashMap<>();
        names.forEach(name -> told.put(name, new Topic(ids.get(name), counts.getOrDefault(name, 0))));
        deleted.forEach(partition -> told.remove(partition.topic()));
        return told;
    }
}
