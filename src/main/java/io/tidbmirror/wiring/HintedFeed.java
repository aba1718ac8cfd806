package io.tidbmirror.wiring;

import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.BlobEventReader;
import io.tidbmirror.azure.BlobEvents;
import io.tidbmirror.azure.BlobEvents.Handshake;
import io.tidbmirror.camel.EventHints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a changefeed when events tell of new files, while something waits to be landed, and from time to time without any
 * event. Events of tables that another instance reads have no effect, nor have those of the checkpoint: as long as rows
 * wait for it, it is looked at anyway.
 */
final class HintedFeed implements EventHints {
    private final BlobEventReader reader = new BlobEventReader();
    private final AzureUrl feed;
    private final Predicate<String> look;
    private final BooleanSupplier restless;
    private final Duration shortest;
    private final Duration longest;
    private final Clock clock;
    private Instant lastLook = Instant.EPOCH;
    private boolean hinted;

    /**
     * Events of a feed.
     *
     * @param look has the next look include what a path below the feed names; false if that is nothing that is read here
     * @param restless whether the last look left something to do, or failed
     * @param shortest time between two looks, however many events come
     * @param longest time between two looks, though no event comes
     */
    HintedFeed(
            AzureUrl feed,
            Predicate<String> look,
            BooleanSupplier restless,
            Duration shortest,
            Duration longest,
            Clock clock) {
        this.feed = feed;
        this.look = look;
        this.restless = restless;
        this.shortest = shortest;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public @Nullable String take(String message) {
        BlobEvents events = reader.read(message);
        events.created().forEach(this::hint);
        Handshake handshake = events.handshake();
        return handshake != null && isOurs(handshake) ? handshake.code() : null;
    }

    private void hint(String url) {
        String path = feed.below(url);
        if (path != null && look.test(path)) {
            hint();
        }
    }

    private boolean isOurs(Handshake handshake) {
        String topic = handshake.topic().toLowerCase(Locale.ROOT) + "/";
        return topic.contains("/storageaccounts/" + feed.account().toLowerCase(Locale.ROOT) + "/");
    }

    private synchronized void hint() {
        hinted = true;
    }

    @Override
    public synchronized boolean isLookDue() {
        Instant now = clock.instant();
        boolean due = !now.isBefore(lastLook.plus(longest))
                || (!now.isBefore(lastLook.plus(shortest)) && (hinted || restless.getAsBoolean()));
        if (due) {
            lastLook = now;
            hinted = false;
        }
        return due;
    }
}
