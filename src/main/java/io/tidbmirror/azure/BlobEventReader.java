package io.tidbmirror.azure;

import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.SystemEventNames;
import com.azure.messaging.eventgrid.systemevents.StorageBlobCreatedEventData;
import com.azure.messaging.eventgrid.systemevents.SubscriptionValidationEventData;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidbmirror.azure.BlobEvents.Handshake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Event Grid delivers: one event or an array of them, in the Event Grid schema or as CloudEvents, plain or, as in a
 * storage queue, in Base64. Events of other kinds are passed over. Thread safe.
 */
@SuppressWarnings("deprecation") // the data of events: their new home comes with later versions of the SDK
public final class BlobEventReader {
    private static final int MAX_NESTING = 16;
    private static final int MAX_STRING = 1 << 16;

    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z-]{1,128}");

    /** An empty file on the way to its content: {@code FlushWithClose} tells when it is complete. */
    private static final String EMPTY_FILE = "CreateFile";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();

    /** The schema of a message, by what every event of it has. */
    private enum Schema {
        EVENT_GRID,
        CLOUD_EVENTS
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is not one or several events; the message says why and repeats nothing of it
     */
    public BlobEvents read(String message) {
        try {
            return events(json(message.strip()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time of an event is none", e);
        }
    }

    private static BlobEvents events(String json) {
        List<String> created = new ArrayList<>();
        if (schema(json) == Schema.CLOUD_EVENTS) {
            for (CloudEvent event : CloudEvent.fromString(json)) {
                addCreated(event.getType(), event.getData(), created);
            }
            return new BlobEvents(created, null);
        }
        Handshake handshake = null;
        for (EventGridEvent event : EventGridEvent.fromString(json)) {
            addCreated(event.getEventType(), event.getData(), created);
            if (SystemEventNames.EVENT_GRID_SUBSCRIPTION_VALIDATION.equals(event.getEventType())) {
                handshake = handshake(event);
            }
        }
        return new BlobEvents(created, handshake);
    }

    private static String json(String text) {
        if (text.startsWith("[") || text.startsWith("{")) {
            return text;
        }
        return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Looks at all of the text, because the reader of the SDK logs what it cannot read. */
    private static Schema schema(String json) {
        Schema found = null;
        try (JsonParser parser = JSON.createParser(json)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            int top = array ? 2 : 1;
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                int depth = parser.getParsingContext().getNestingDepth();
                if (token == JsonToken.FIELD_NAME && depth == top) {
                    found = schema(parser.currentName(), found);
                } else if (depth < top && token.isScalarValue()) {
                    throw new IllegalArgumentException("no event of Event Grid");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        if (found == null) {
            throw new IllegalArgumentException("no event of Event Grid");
        }
        return found;
    }

    private static @Nullable Schema schema(String field, @Nullable Schema known) {
        return switch (field) {
            case "specversion" -> Schema.CLOUD_EVENTS;
            case "eventType" -> known == null ? Schema.EVENT_GRID : known;
            default -> known;
        };
    }

    private static void addCreated(String type, @Nullable BinaryData data, List<String> created) {
        if (!SystemEventNames.STORAGE_BLOB_CREATED.equals(type) || data == null) {
            return;
        }
        StorageBlobCreatedEventData blob = data(data, StorageBlobCreatedEventData.class);
        if (blob.getUrl() != null && !EMPTY_FILE.equals(blob.getApi())) {
            created.add(blob.getUrl());
        }
    }

    private static <T> T data(BinaryData data, Class<T> type) {
        try {
            return data.toObject(type);
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new IllegalArgumentException("the data of an event are of another shape", e);
        }
    }

    private static @Nullable Handshake handshake(EventGridEvent event) {
        String code =
                data(event.getData(), SubscriptionValidationEventData.class).getValidationCode();
        String topic = event.getTopic();
        return code == null || topic == null || !CODE.matcher(code).matches() ? null : new Handshake(topic, code);
    }
}
