package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Pending;
import io.tidbmirror.land.Head.Progress;
import io.tidbmirror.land.Head.Shape;
import io.tidbmirror.land.Head.Standing;
import io.tidbmirror.land.Head.Status;
import io.tidbmirror.land.Head.Tenure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HEAD as one flat JSON object (landing-protocol.md section 4). Integers are read and written as 64 bits, never as floating
 * point.
 *
 * <p>A version or field this release does not know stops the process, since writing HEAD again would lose it.
 */
final class HeadCodec {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 64 << 20;
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
        ObjectNode node = JSON.createObjectNode();
        node.put("version", VERSION);
        node.put("schema", head.table().schema()).put("table", head.table().table());
        node.put("folder", head.folder());
        writeProgress(node, head.progress());
        Tenure tenure = head.tenure();
        node.put("epoch", tenure.epoch()).put("owner", tenure.owner());
        node.put("fingerprint", tenure.fingerprint()).put("writeId", tenure.writeId());
        Standing standing = head.standing();
        node.put("status", standing.status().name());
        node.put("reason", standing.reason()).put("position", standing.position());
        writeShape(node, head.shape());
        return JSON.writeValueAsBytes(node);
    }

    private static void writeShape(ObjectNode node, Shape shape) {
        ArrayNode columns = node.putArray("columns");
        shape.columns().forEach(c -> columns.addObject().put("name", c.name()).put("type", c.type()));
        ArrayNode key = node.putArray("key");
        shape.key().forEach(key::add);
    }

    private static void writeProgress(ObjectNode node, Progress progress) {
        node.put("generation", progress.generation()).put("folderId", progress.folderId());
        node.put("seq", progress.seq()).put("rows", progress.rows());
        node.set("covered", CoveredCodec.write(progress.covered()));
        node.set("filesTo", CoveredCodec.write(progress.filesTo()));
        Instant published = progress.publishedAt();
        node.put("publishedAt", published == null ? null : published.toString());
        Pending pending = progress.pending();
        if (pending == null) {
            node.putNull("pending");
        } else {
            writeFile(node.putObject("pending"), pending);
        }
        ObjectNode hint = node.putObject("hint");
        progress.hint().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> hint.put(e.getKey(), e.getValue()));
        if (progress.base() != 0) {
            node.put("base", progress.base());
        }
        Replacement replacement = progress.replacement();
        if (replacement != null) {
            writeReplacement(node.putObject("replacement"), replacement);
        }
    }

    private static void writeFile(ObjectNode node, Pending file) {
        node.put("batchId", file.batchId()).put("stagePath", file.stagePath());
        node.put("rows", file.rows()).put("bytes", file.bytes()).put("sha256", file.sha256());
        node.set("from", CoveredCodec.write(file.from()));
        node.set("to", CoveredCodec.write(file.to()));
    }

    private static void writeReplacement(ObjectNode node, Replacement replacement) {
        node.put("generation", replacement.generation())
                .put("base", replacement.base())
                .put("until", replacement.until());
        node.put("metadata", replacement.metadata());
        writeShape(node, replacement.shape());
        node.set("to", CoveredCodec.write(replacement.to()));
        ArrayNode files = node.putArray("files");
        replacement.files().forEach(file -> writeFile(files.addObject(), file));
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
        } catch (JsonProcessingException | IllegalArgumentException | java.time.DateTimeException e) {
            throw unreadable(name, e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // bytes in memory
        }
    }

    private static PoisonException unreadable(String name, Exception cause) {
        return new PoisonException(
                "HEAD object " + name + " is damaged (" + cause.getMessage()
                        + "); put back its last good version, or rebuild the table",
                cause);
    }

    private static void checkVersion(String name, JsonNode node) {
        long version = integer(node, "version");
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
                integer(node, "epoch"), text(node, "owner"), text(node, "fingerprint"), text(node, "writeId"));
        Standing standing =
                new Standing(Status.valueOf(text(node, "status")), text(node, "reason"), text(node, "position"));
        return new Head(
                new TableId(text(node, "schema"), text(node, "table")),
                text(node, "folder"),
                tenure,
                progress(node),
                shape(node),
                standing);
    }

    private static Progress progress(JsonNode node) {
        String published = optionalText(node, "publishedAt");
        JsonNode pending = child(node, "pending");
        Map<String, String> hint = new HashMap<>();
        child(node, "hint")
                .properties()
                .forEach(e -> hint.put(e.getKey(), e.getValue().asText()));
        return new Progress(
                integer(node, "generation"),
                optionalText(node, "folderId"),
                integer(node, "seq"),
                CoveredCodec.read(child(node, "covered")),
                CoveredCodec.read(child(node, "filesTo")),
                integer(node, "rows"),
                published == null ? null : Instant.parse(published),
                pending.isNull() ? null : pending(pending),
                hint,
                node.has("base") ? integer(node, "base") : 0,
                node.has("replacement") ? replacement(child(node, "replacement")) : null);
    }

    private static Replacement replacement(JsonNode node) {
        List<Pending> files = new ArrayList<>();
        child(node, "files").forEach(file -> files.add(pending(file)));
        return new Replacement(
                integer(node, "generation"),
                integer(node, "base"),
                integer(node, "until"),
                text(node, "metadata"),
                shape(node),
                CoveredCodec.read(child(node, "to")),
                files);
    }

    private static Pending pending(JsonNode node) {
        return new Pending(
                text(node, "batchId"),
                text(node, "stagePath"),
                integer(node, "rows"),
                integer(node, "bytes"),
                text(node, "sha256"),
                CoveredCodec.read(child(node, "from")),
                CoveredCodec.read(child(node, "to")));
    }

    private static Shape shape(JsonNode node) {
        List<LandedColumn> columns = new ArrayList<>();
        child(node, "columns").forEach(c -> columns.add(new LandedColumn(text(c, "name"), text(c, "type"))));
        List<String> key = new ArrayList<>();
        child(node, "key").forEach(k -> key.add(k.asText()));
        return new Shape(columns, key);
    }

    private static JsonNode child(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return value;
    }

    private static long integer(JsonNode node, String name) {
        JsonNode value = child(node, name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is no 64-bit integer");
        }
        return value.longValue();
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = child(node, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }

    private static @Nullable String optionalText(JsonNode node, String name) {
        return child(node, name).isNull() ? null : text(node, name);
    }
}
