package io.tidbmirror.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Settings of the clients.
 *
 * @param servers brokers, host:port, comma separated
 * @param group of all instances that share the work
 * @param divided whether the partitions are divided among them; else one reads all
 * @param given what the user sets of the client's own settings, under Kafka's names
 */
public record ClientOptions(String servers, String group, boolean divided, Map<String, String> given) {
    private static final Set<String> OURS = Set.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG);

    private static final String METADATA_MAX_AGE_MILLIS = "10000";

    public ClientOptions {
        given = Map.copyOf(given);
    }

    /** Keys that no client of this version knows. */
    public static Set<String> unknown(Set<String> keys) {
        Set<String> unknown = new TreeSet<>(keys);
        unknown.removeAll(ConsumerConfig.configNames());
        unknown.removeIf(key -> key.startsWith("sasl.") || key.startsWith("ssl."));
        return unknown;
    }

    /** Settings that decide about correctness and cannot be changed. */
    public static Set<String> fixed(Set<String> keys) {
        Set<String> fixed = new TreeSet<>(keys);
        fixed.retainAll(OURS);
        return fixed;
    }

    /** Lays the user's settings and the fixed ones over others. */
    Properties over(Properties others) {
        Properties all = new Properties();
        all.putAll(others);
        // partitions that stay keep what is held of them
        all.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // a topic that is not there yet is the changefeed's to make, with as many partitions as it wants
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // partitions that a topic gets are read soon: nothing lands in between
        all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        all.putAll(given);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        if (!divided) {
            all.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, OneReaderAssignor.class.getName());
        }
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return all;
    }

    /** Settings of a client that belongs to no group. */
    Properties alone() {
        Properties all = over(new Properties());
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        all.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return all;
    }

    /** Settings of a client that asks about topics. */
    Properties admin() {
        Properties all = alone();
        all.keySet().retainAll(AdminClientConfig.configNames());
        given.forEach((key, value) -> {
            if (key.startsWith("sasl.") || key.startsWith("ssl.")) {
                all.put(key, value); // also those of plug-ins
            }
        });
        return all;
    }

    /** Without the values, which may be secret. */
    @Override
    public String toString() {
        return "ClientOptions[servers=" + servers + ", given=" + new TreeSet<>(given.keySet()) + "]";
    }
}
