package io.tidbmirror.wiring.settings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Changefeed options that do not change what is read: accepted under {@code feed.} and ignored. */
final class IgnoredOptions {
    /** Tables below {@code [sink]} whose options are all ignored. */
    private static final List<String> GROUPS = List.of(
            "column-selectors", "debezium", "dispatchers", "kafka-config", "mysql-config", "open", "pulsar-config");

    /** Options of the storage sink, both below {@code cloud-storage-config} and in the sink URI. */
    private static final List<String> STORAGE = List.of(
            "file-cleanup-cron-spec",
            "file-size",
            "flush-concurrency",
            "flush-interval",
            "output-column-id",
            "spool-base-dir",
            "spool-disk-quota",
            "worker-count");

    /** Other options below {@code [sink]} and in the sink URI. */
    private static final List<String> OTHERS = List.of(
            "advance-timeout-in-sec",
            "auto-create-topic",
            "avro-bigint-unsigned-handling-mode",
            "avro-decimal-handling-mode",
            "avro-enable-watermark",
            "avro-include-before-value",
            "avro-schema-registry",
            "compression",
            "debezium-disable-schema",
            "enable-kafka-sink-v2",
            "encoder-concurrency",
            "encoding-format",
            "kafka-client-id",
            "kafka-version",
            "max-batch-size",
            "max-message-bytes",
            "output-row-key",
            "partition-num",
            "replication-factor",
            "safe-mode",
            "schema-registry",
            "send-all-bootstrap-at-start",
            "send-bootstrap-in-msg-count",
            "send-bootstrap-interval-in-sec",
            "send-bootstrap-to-all-partition",
            "transaction-atomicity");

    private IgnoredOptions() {}

    /** Whether the key is one of them. */
    static boolean contains(String key) {
        return key.startsWith("feed.")
                && (names().contains(key) || GROUPS.stream().anyMatch(group -> within(key, "feed." + group)));
    }

    /** Their full names, without those in {@link #GROUPS}. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        STORAGE.forEach(option -> names.add("feed." + option));
        STORAGE.forEach(option -> names.add("feed.cloud-storage-config." + option));
        OTHERS.forEach(option -> names.add("feed." + option));
        return names;
    }

    private static boolean within(String key, String group) {
        return key.equals(group) || key.startsWith(group + ".");
    }
}
