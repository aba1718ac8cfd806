package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.Standing;
import io.tidbmirror.land.Head.Status;
import io.tidbmirror.land.Head.Tenure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Set;

/**
 * HEAD as one flat JSON object (landing-protocol.md section 4). Integers are read and written as 64 bits, never as floating
 * point.
 *
 * <p>A version or field this release does not know stops the process, since writing HEAD again would lose it.
 */
final class HeadCodec {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 64 << 20;
    private static final int USUAL_BYTES = 2 << 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Set<String> FIELDS = Set.of(
            "version",
            "schema",
            "table",
            "folder",
            "generation",
            "epoch",
            "owner",
            "writeId",
            "fingerprint",
            "seq",
            "covered",
            "filesTo",
            "pending",
            "status",
            "reason",
            "position",
            "folderId",
            "rows",
            "publishedAt",
            "columns",
            "key",
            "hint",
            "base",
            "replacement");

    private HeadCodec() {}

    static byte[] write(Head head) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("schema", head.table().schema());
            json.writeStringField("table", head.table().table());
            json.writeStringField("folder", head.folder());
            ProgressCodec.write(json, head.progress());
            write(json, head.tenure());
            write(json, head.standing());
            ProgressCodec.writeShape(json, head.shape());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Tenure tenure) throws IOException {
        json.writeNumberField("epoch", tenure.epoch());
        json.writeStringField("owner", tenure.owner());
        json.writeStringField("fingerprint", tenure.fingerprint());
        json.writeStringField("writeId", tenure.writeId());
    }

    private static void write(JsonGenerator json, Standing standing) throws IOException {
        json.writeStringField("status", standing.status().name());
        json.writeStringField("reason", standing.reason());
        json.writeStringField("position", standing.position());
    }

    /**
     * Reads HEAD.
     *
     * @param name of the object, for messages
     * @throws PoisonException if the bytes are no HEAD
     * @throws FatalException if a newer release wrote it
     */
    static Head read(String name, byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes.length <= MAX_BYTES ? bytes : new byte[0]);
            checkVersion(name, node);
            return head(node);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory
        }
    }

    private static PoisonException unreadable(String name, Exception cause) {
        return new PoisonException(
                "HEAD object " + name + " is damaged (" + cause.getMessage()
                        + "); put back its last good version; if there is none, remove it and the table's landing folder:"
                        + " the table is landed from its beginning then",
                cause);
    }

    private static void checkVersion(String name, JsonNode node) {
        long version = JsonFields.integer(node, "version");
        if (version != VERSION) {
            throw FatalException.start(
                    "HEAD object " + name + " has version " + version + ", this release knows " + VERSION
                            + "; run the release that wrote it, or a newer one",
                    null);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw FatalException.start(
                        "HEAD object " + name + " has a field this release does not know: " + field.getKey()
                                + "; run the release that wrote it, or a newer one",
                        null);
            }
        }
    }

    private static Head head(JsonNode node) {
        Tenure tenure = new Tenure(
                JsonFields.integer(node, "epoch"),
                JsonFields.text(node, "owner"),
                JsonFields.text(node, "fingerprint"),
                JsonFields.text(node, "writeId"));
        Standing standing = new Standing(
                Status.valueOf(JsonFields.text(node, "status")),
                JsonFields.text(node, "reason"),
                JsonFields.text(node, "position"));
        return new Head(
                new TableId(JsonFields.text(node, "schema"), JsonFields.text(node, "table")),
                JsonFields.text(node, "folder"),
                tenure,
                ProgressCodec.read(node),
                ProgressCodec.shape(node),
                standing);
    }
}
