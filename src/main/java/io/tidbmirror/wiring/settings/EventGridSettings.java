package io.tidbmirror.wiring.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from that say which blob is new.
 *
 * @param queue storage queue that receives the events
 * @param path path of the webhook
 * @param secret shared secret of the webhook
 */
public record EventGridSettings(
        @Nullable String queue,
        @Nullable String path,
        @Nullable String secret) {
    private static final String LATER = " No shipped route of this version reads it.";

    static final Setting<String> QUEUE =
            Setting.optional("event-grid.queue", Kind.TEXT, "Storage queue that receives the events." + LATER);
    static final Setting<String> PATH = Setting.optional("event-grid.path", Kind.TEXT, "Path of the webhook." + LATER);
    static final Setting<String> SECRET = Setting.optional(
                    "event-grid.secret", Kind.TEXT, "Shared secret of the webhook." + LATER)
            .hidden();

    static final List<Setting<?>> ALL = List.of(QUEUE, PATH, SECRET);

    static EventGridSettings of(Values values) {
        return new EventGridSettings(values.find(QUEUE), values.find(PATH), values.find(SECRET));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "EventGridSettings[queue=" + queue + ", path=" + path + "]";
    }
}
