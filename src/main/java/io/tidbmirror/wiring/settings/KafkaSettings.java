package io.tidbmirror.wiring.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka messages come from.
 *
 * @param bootstrapServers brokers, host:port, comma separated
 * @param topics topics, comma separated, or a pattern
 * @param group consumer group
 */
public record KafkaSettings(
        @Nullable String bootstrapServers,
        @Nullable String topics,
        @Nullable String group) {
    private static final String LATER = " No shipped route of this version reads it.";

    static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.optional("kafka.bootstrap-servers", Kind.TEXT, "Brokers, host:port, comma separated." + LATER);
    static final Setting<String> TOPICS =
            Setting.optional("kafka.topics", Kind.TEXT, "Topics, comma separated, or a pattern." + LATER);
    static final Setting<String> GROUP = Setting.optional("kafka.group", Kind.TEXT, "Consumer group." + LATER);

    static final List<Setting<?>> ALL = List.of(BOOTSTRAP_SERVERS, TOPICS, GROUP);

    static KafkaSettings of(Values values) {
        return new KafkaSettings(values.find(BOOTSTRAP_SERVERS), values.find(TOPICS), values.find(GROUP));
    }
}
