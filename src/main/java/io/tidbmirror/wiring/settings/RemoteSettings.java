package io.tidbmirror.wiring.settings;

import java.util.List;

/** Keys of the inputs blob, Event Grid and Kafka: known by name, read by no route of this version. */
final class RemoteSettings {
    private static final String LATER = " No shipped route of this version reads it.";

    static final List<Setting<?>> ALL = List.of(
            Setting.optional("azure.connection-string", Kind.TEXT, "Connection string of an emulator." + LATER)
                    .hidden(),
            Setting.optional("kafka.bootstrap-servers", Kind.TEXT, "Brokers, host:port, comma separated." + LATER),
            Setting.optional("kafka.topics", Kind.TEXT, "Topics, comma separated, or a pattern." + LATER),
            Setting.optional("kafka.group", Kind.TEXT, "Consumer group." + LATER),
            Setting.optional("event-grid.queue", Kind.TEXT, "Storage queue that receives the events." + LATER),
            Setting.optional("event-grid.path", Kind.TEXT, "Path of the webhook." + LATER),
            Setting.optional("event-grid.secret", Kind.TEXT, "Shared secret of the webhook." + LATER)
                    .hidden());

    private RemoteSettings() {}
}
