package io.tidbmirror.endtoend;

import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.EventTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What becomes of the events on their way. */
enum EventFate {
    COME(true),
    DOUBLED_AND_SHUFFLED(true),
    FORGED(false),
    LOST(false);

    private final boolean heard;

    EventFate(boolean heard) {
        this.heard = heard;
    }

    /** Whether files are found by their events; else only a look without one finds them. */
    boolean heard() {
        return heard;
    }

    /** What arrives of the events of some blobs, in the order in which it does. */
    List<String> events(AzureUrl place, List<String> urls) {
        List<String> events = new ArrayList<>();
        urls.forEach(url -> events.addAll(events(place, url)));
        Collections.shuffle(events, new Random(42));
        return events;
    }

    private List<String> events(AzureUrl place, String url) {
        String account = place.account();
        return switch (this) {
            case COME -> List.of(EventTexts.created(account, url));
            case DOUBLED_AND_SHUFFLED ->
                List.of("[" + EventTexts.created(account, url) + "]", EventTexts.cloudEvent(account, url));
            case FORGED ->
                List.of(
                        EventTexts.created("other", url.replace(account, "other")),
                        EventTexts.cloudEvent(account, place + "/../../etc/CDC000001.csv"));
            case LOST -> List.of();
        };
    }
}
