package io.tidbmirror.wiring.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka messages come from.
 *
 * @param bootstrapServers brokers, host:port, comma separated
 * @param topics topics, comma separated, or a pattern
 * @param topicsPattern whether it is a pattern
 * @param group consumer group
 * @param dispatcher how the changefeed chooses the partition of a row
 * @param compression of the messages
 * @param claimCheckLocation where messages are that were too large for Kafka, or null
 * @param memory bytes of rows that may be held in memory
 * @param spillFolder where rows are kept beyond that, or null
 * @param client settings of the client, under Kafka's own names
 */
public record KafkaSettings(
        @Nullable String bootstrapServers,
        @Nullable String topics,
        boolean topicsPattern,
        String group,
        RowDispatcher dispatcher,
        MessageCompression compression,
        @Nullable Location claimCheckLocation,
        long memory,
        @Nullable Location spillFolder,
        Map<String, String> client) {
    /** What {@code large-message-handle-compression} of the changefeed says. */
    public enum MessageCompression {
        NONE,
        SNAPPY,
        LZ4
    }

    /** What {@code partition} of the changefeed's dispatchers says; {@code columns} is read as {@code index-value}. */
    public enum RowDispatcher {
        TABLE,
        INDEX_VALUE,
        TS
    }

    static final String PREFIX = "kafka.";

    static final Setting<String> BOOTSTRAP_SERVERS = Setting.optional(
            "kafka.bootstrap-servers", Kind.TEXT, "Brokers, host:port, comma separated. Needed for input `kafka`.");
    static final Setting<String> TOPICS = Setting.optional(
            "kafka.topics",
            Kind.TEXT,
            "Topics of the changefeed, comma separated, or one regular expression. Needed for input `kafka`.");
    static final Setting<Boolean> TOPICS_PATTERN =
            Setting.of("kafka.topics-pattern", Kind.FLAG, "false", "Whether `kafka.topics` is a regular expression.");
    static final Setting<String> GROUP =
            Setting.of("kafka.group", Kind.TEXT, "tidb-mirror", "Consumer group of all instances of this mirror.");
    static final Setting<RowDispatcher> DISPATCHER = Setting.of(
            "kafka.dispatcher",
            Kind.choice(RowDispatcher.class),
            "table",
            "How the changefeed's `dispatchers` choose the partition of a row. With `index-value`, one instance of the group"
                    + " reads all partitions and the others stand by.");
    static final Setting<MessageCompression> COMPRESSION = Setting.of(
            "kafka.compression",
            Kind.choice(MessageCompression.class),
            "none",
            "The changefeed's `large-message-handle-compression`.");
    /** Name of the key of {@link #claimCheckLocation}. */
    public static final String CLAIM_CHECK_KEY = "kafka.claim-check.location";

    static final Setting<Location> CLAIM_CHECK_LOCATION = Setting.optional(
            CLAIM_CHECK_KEY,
            Kind.LOCATION,
            "Where the changefeed's `claim-check-storage-uri` is, if it has one: a folder, or a URL"
                    + " `https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX`.");
    static final Setting<Long> MEMORY = Setting.of(
            "kafka.memory",
            Kind.SIZE,
            "64MiB",
            "Rows held in memory until they land. Beyond it, partitions that are ahead are paused, and rows go to"
                    + " disk.");
    static final Setting<Location> SPILL_FOLDER = Setting.optional(
            "kafka.spill-folder",
            Kind.LOCATION,
            "Folder for rows that do not fit into `kafka.memory`; only the owner can read them, and they are deleted"
                    + " when landed. Unset: the system's folder of temporary files.");
    static final Setting<String> SASL_JAAS_CONFIG = Setting.optional(
                    "kafka.sasl.jaas.config", Kind.SECRET, "Login of the Kafka client, with its secret.")
            .hidden();
    static final Setting<String> SSL_KEYSTORE_PASSWORD = Setting.optional(
                    "kafka.ssl.keystore.password", Kind.SECRET, "Password of the Kafka client's key store.")
            .hidden();
    static final Setting<String> SSL_TRUSTSTORE_PASSWORD = Setting.optional(
                    "kafka.ssl.truststore.password", Kind.SECRET, "Password of the Kafka client's trust store.")
            .hidden();

    private static final List<Setting<?>> OURS = List.of(
            BOOTSTRAP_SERVERS,
            TOPICS,
            TOPICS_PATTERN,
            GROUP,
            DISPATCHER,
            COMPRESSION,
            CLAIM_CHECK_LOCATION,
            MEMORY,
            SPILL_FOLDER);

    static final List<Setting<?>> ALL = Stream.<Setting<?>>concat(
                    OURS.stream(), Stream.of(SASL_JAAS_CONFIG, SSL_KEYSTORE_PASSWORD, SSL_TRUSTSTORE_PASSWORD))
            .toList();

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    static KafkaSettings of(Values values) {
        return new KafkaSettings(
                values.find(BOOTSTRAP_SERVERS),
                values.find(TOPICS),
                values.get(TOPICS_PATTERN),
                values.get(GROUP),
                values.get(DISPATCHER),
                values.get(COMPRESSION),
                values.find(CLAIM_CHECK_LOCATION),
                values.get(MEMORY),
                values.find(SPILL_FOLDER),
                client(values));
    }

    /** Every other key below {@code kafka.} is one of Kafka's. */
    private static Map<String, String> client(Values values) {
        List<String> ours = new ArrayList<>();
        OURS.forEach(setting -> ours.add(setting.name()));
        Map<String, String> client = new TreeMap<>();
        values.texts().forEach((key, text) -> {
            if (key.startsWith(PREFIX) && !ours.contains(key) && !text.isBlank()) {
                client.put(key.substring(PREFIX.length()), Kind.SECRET.read(text));
            }
        });
        return client;
    }

    /** The names in {@code kafka.topics}. */
    public List<String> topicNames() {
        String text = topics == null ? "" : topics.strip();
        return topicsPattern ? List.of(text) : List.of(text.split("\\s*,\\s*", -1));
    }

    /** Without the client's settings, which may be secret. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", topics=" + topics + ", group=" + group + "]";
    }
}
