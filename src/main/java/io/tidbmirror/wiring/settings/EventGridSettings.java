package io.tidbmirror.wiring.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from that say which blob is new.
 *
 * @param queue storage queue that receives the events
 * @param queueService URL of the service that has the queue; null for that of the feed's account
 * @param path path of the webhook
 * @param secret shared secret of the webhook
 * @param entra the tokens of Microsoft Entra ID that it asks for; null for none
 * @param pollInterval time between two looks for new files, though no event came
 */
public record EventGridSettings(
        @Nullable String queue,
        @Nullable String queueService,
        String path,
        @Nullable String secret,
        @Nullable EntraSettings entra,
        Duration pollInterval) {
    /** A secret that is shorter could be guessed. */
    static final int SECRET_LENGTH = 16;

    static final Setting<String> QUEUE = Setting.optional(
            "event-grid.queue",
            new Kind<>("queue name", EventGridSettings::queueName, name -> name),
            "Storage queue that receives the events. Needed for input `event-grid-queue`.");
    static final Setting<String> QUEUE_SERVICE = Setting.optional(
            "event-grid.queue-service",
            new Kind<>("URL", EventGridSettings::serviceUrl, url -> url),
            "Where the queue is: `https://ACCOUNT.queue.core.windows.net`. Unset: the storage account of"
                    + " `feed.location`.");
    static final Setting<String> PATH = Setting.of(
            "event-grid.path",
            new Kind<>("path", EventGridSettings::path, path -> path),
            "/event-grid",
            "Path of the webhook. Host and port are Camel's: `camel.server.host`, `camel.server.port`.");
    static final Setting<String> SECRET = Setting.optional(
                    "event-grid.secret",
                    Kind.SECRET,
                    "Shared secret of the webhook, 16 characters or more: what stands behind `?code=` in the URL of the"
                            + " event subscription. Input `event-grid-webhook` needs it, or tokens, or both.")
            .hidden();
    static final Setting<Duration> POLL_INTERVAL = Setting.of(
            "event-grid.poll-interval",
            Kind.DURATION,
            "1m",
            "Time between two looks for new files though no event came. Events make looks come sooner, at most one each"
                    + " `feed.poll-interval`.");

    static final List<Setting<?>> ALL = List.of(
            QUEUE,
            QUEUE_SERVICE,
            PATH,
            SECRET,
            EntraSettings.TENANT,
            EntraSettings.AUDIENCE,
            EntraSettings.SENDER,
            EntraSettings.AUTHORITY,
            POLL_INTERVAL);

    static EventGridSettings of(Values values) {
        return new EventGridSettings(
                values.find(QUEUE),
                values.find(QUEUE_SERVICE),
                values.get(PATH),
                values.find(SECRET),
                EntraSettings.of(values),
                values.get(POLL_INTERVAL));
    }

    /** URL of the service that has the queue, for a feed at an endpoint of Blob Storage or Data Lake. */
    public String service(String feedEndpoint) {
        return queueService != null ? queueService : feedEndpoint.replaceFirst("[.](blob|dfs)[.]", ".queue.");
    }

    private static String serviceUrl(String text) {
        String url = text.strip().replaceFirst("/+$", "");
        if (!url.matches("https?://[^/?#@]+(/[^/?#]+)?")) {
            throw new IllegalArgumentException("not a URL such as https://ACCOUNT.queue.core.windows.net");
        }
        return url;
    }

    private static String queueName(String text) {
        String name = text.strip();
        if (!name.matches("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not the name of a storage queue: 3 to 63 of a-z, 0-9 and single -");
        }
        return name;
    }

    private static String path(String text) {
        String path = text.strip();
        if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException("not a path such as /event-grid");
        }
        return path;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "EventGridSettings[queue=" + queue + ", queueService=" + queueService + ", path=" + path + ", entra="
                + entra + ", pollInterval=" + pollInterval + "]";
    }
}
