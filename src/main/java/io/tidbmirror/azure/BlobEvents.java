package io.tidbmirror.azure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one message of Event Grid tells.
 *
 * @param created URLs of blobs whose content is complete, as the events give them
 * @param handshake of a new subscription of a webhook; null in any other message
 */
public record BlobEvents(List<String> created, @Nullable Handshake handshake) {
    public BlobEvents {
        created = List.copyOf(created);
    }

    /**
     * Event Grid asks whether the receiver wants its events. The URL by which somebody could answer as well is not looked at.
     *
     * @param topic resource whose events it is about
     * @param code to be sent back
     */
    public record Handshake(String topic, String code) {}
}
