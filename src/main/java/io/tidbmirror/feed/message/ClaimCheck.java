package io.tidbmirror.feed.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were too large for Kafka: TiCDC writes them to a storage beside it before it sends their key columns with the
 * place (tiflow claim_check.go). Of the place only the name of the file counts, so that nothing outside of the configured
 * location is ever read.
 */
public final class ClaimCheck {
    /** The most bytes of one file. */
    static final long MOST_BYTES = 384L << 20;

    private static final Pattern FILE = Pattern.compile(".*/([0-9A-Za-z-]+\\.json)");
    private static final byte[] WORD = "\"claimCheckLocation\"".getBytes(StandardCharsets.UTF_8);
    private static final int TAIL = 8 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable FeedStore store;
    private final Predicate<TableId> wanted;

    /**
     * Messages kept in a store.
     *
     * @param store the location, or null if none is configured
     * @param wanted the tables that are mirrored
     */
    public ClaimCheck(@Nullable FeedStore store, Predicate<TableId> wanted) {
        this.store = store;
        this.wanted = wanted;
    }

    /** Undoes the compression of messages. */
    @FunctionalInterface
    public interface Unpacker {
        byte @Nullable [] unpack(byte @Nullable [] message) throws IOException;
    }

    /**
     * The whole message: itself, or what is kept of it; with the reason as {@link Fetched#defect} if that is not there.
     *
     * @throws IOException if the store does not answer (transient)
     */
    public Fetched complete(Fetched message, Unpacker unpacker) throws IOException {
        byte[] value = message.value();
        Envelope envelope = value == null || !mayBeClaim(value) ? null : envelope(value);
        String place = envelope == null ? null : envelope.claim();
        if (envelope == null || place == null || !wanted.test(envelope.table())) {
            return message;
        }
        if (store == null) {
            return message.without("is kept outside of Kafka: set kafka.claim-check.location to the changefeed's"
                    + " claim-check-storage-uri, then release the table");
        }
        Matcher name = FILE.matcher(place);
        byte[] file = name.matches() ? store.read(name.group(1), MOST_BYTES) : null;
        if (file == null) {
            return message.without("is kept outside of Kafka, and its file is not in kafka.claim-check.location: "
                    + (name.matches() ? name.group(1) : "its name is not one of TiCDC's")
                    + "; put it back, then release the table");
        }
        return whole(message, envelope, file, unpacker);
    }

    private static Fetched whole(Fetched message, Envelope claim, byte[] file, Unpacker unpacker) {
        try {
            byte[] value = unpacker.unpack(kept(file));
            Envelope envelope = value == null ? null : Envelope.read(value);
            boolean same = envelope != null
                    && envelope.table().equals(claim.table())
                    && envelope.commitTs() == claim.commitTs()
                    && envelope.word().equals(claim.word());
            return same ? message.with(value) : message.without("is kept in a file that holds another message");
        } catch (IOException | IllegalArgumentException e) {
            return message.without("is kept in a file that cannot be read: " + e.getMessage());
        }
    }

    /** Key and value in base64, or with {@code claim-check-raw-value} the value itself. */
    private static byte @Nullable [] kept(byte[] file) throws IOException {
        if (file.length == 0 || file[0] != '{') {
            return file;
        }
        JsonNode node = JSON.readTree(file);
        return node.has("key") && node.has("value") ? node.get("value").binaryValue() : file;
    }

    /** The word stands near the end of a message, where TiCDC writes its extension. */
    private static boolean mayBeClaim(byte[] message) {
        for (int at = Math.max(0, message.length - TAIL); at <= message.length - WORD.length; at++) {
            int same = 0;
            while (same < WORD.length && message[at + same] == WORD[same]) {
                same++;
            }
            if (same == WORD.length) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Envelope envelope(byte[] message) {
        try {
            return Envelope.read(message);
        } catch (IllegalArgumentException e) {
            return null; // the backlog says so
        }
    }
}
