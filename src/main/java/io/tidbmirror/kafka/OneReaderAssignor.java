package io.tidbmirror.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of the group, while the others stand by: for tables whose rows are in every partition.
 * The member that has most keeps them. One that has some gives them up first, and they move in the next round, as the
 * cooperative protocol demands (KIP-429). Made by the client, from its name.
 */
public final class OneReaderAssignor extends AbstractPartitionAssignor {
    @Override
    public String name() {
        return "tidb-mirror-one-reader";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public Map<String, List<TopicPartition>> assign(
            Map<String, Integer> partitionsPerTopic, Map<String, Subscription> subscriptions) {
        Set<TopicPartition> all = new HashSet<>();
        partitionsPerTopic.forEach((topic, partitions) -> all.addAll(partitions(topic, partitions)));
        Map<String, Set<TopicPartition>> owned = owned(subscriptions);
        String reader = owned.keySet().stream()
                .min(Comparator.comparingInt((String member) -> -size(owned, member))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        Map<String, List<TopicPartition>> assigned = new HashMap<>();
        owned.forEach((member, held) -> {
            assigned.put(member, new ArrayList<>());
            if (!member.equals(reader)) {
                all.removeAll(held); // until it has given them up
            }
        });
        assigned.put(reader, new ArrayList<>(all));
        return assigned;
    }

    /** What members have; one that slept through a rebalance has lost what it had before (KIP-792). */
    private static Map<String, Set<TopicPartition>> owned(Map<String, Subscription> subscriptions) {
        int newest = subscriptions.values().stream()
                .mapToInt(subscription -> subscription.generationId().orElse(-1))
                .max()
                .orElse(-1);
        Map<String, Set<TopicPartition>> owned = new HashMap<>();
        subscriptions.forEach((member, subscription) -> {
            boolean current = subscription.generationId().orElse(-1) == newest;
            owned.put(member, current ? new HashSet<>(subscription.ownedPartitions()) : Set.of());
        });
        return owned;
    }

    private static int size(Map<String, Set<TopicPartition>> owned, String member) {
        return owned.getOrDefault(member, Set.of()).size();
    }
}
