package io.tidbmirror.land;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is landed, and its columns, as fields of HEAD. */
final class ProgressCodec {
    private ProgressCodec() {}

    static void writeShape(ObjectNode node, Shape shape) {
        ArrayNode columns = node.putArray("columns");
        shape.columns().forEach(c -> columns.addObject().put("name", c.name()).put("type", c.type()));
        ArrayNode key = node.putArray("key");
        shape.key().forEach(key::add);
    }

    static void write(ObjectNode node, Progress progress) {
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
        node.put("rows", file.rows()).put("bytes", file.bytes()).put("crc32c", file.crc32c());
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

    static Progress read(JsonNode node) {
        String published = JsonFields.optionalText(node, "publishedAt");
        JsonNode pending = JsonFields.child(node, "pending");
        Map<String, String> hint = new HashMap<>();
        JsonFields.child(node, "hint")
                .properties()
                .forEach(e -> hint.put(e.getKey(), e.getValue().asText()));
        return new Progress(
                JsonFields.integer(node, "generation"),
                JsonFields.optionalText(node, "folderId"),
                JsonFields.integer(node, "seq"),
                CoveredCodec.read(JsonFields.child(node, "covered")),
                CoveredCodec.read(JsonFields.child(node, "filesTo")),
                JsonFields.integer(node, "rows"),
                published == null ? null : Instant.parse(published),
                pending.isNull() ? null : pending(pending),
                hint,
                node.has("base") ? JsonFields.integer(node, "base") : 0,
                node.has("replacement") ? replacement(JsonFields.child(node, "replacement")) : null);
    }

    private static Replacement replacement(JsonNode node) {
        List<Pending> files = new ArrayList<>();
        JsonFields.child(node, "files").forEach(file -> files.add(pending(file)));
        return new Replacement(
                JsonFields.integer(node, "generation"),
                JsonFields.integer(node, "base"),
                JsonFields.integer(node, "until"),
                JsonFields.text(node, "metadata"),
                shape(node),
                CoveredCodec.read(JsonFields.child(node, "to")),
                files);
    }

    private static Pending pending(JsonNode node) {
        return new Pending(
                JsonFields.text(node, "batchId"),
                JsonFields.text(node, "stagePath"),
                JsonFields.integer(node, "rows"),
                JsonFields.integer(node, "bytes"),
                node.path("crc32c").asText(""),
                CoveredCodec.read(JsonFields.child(node, "from")),
                CoveredCodec.read(JsonFields.child(node, "to")));
    }

    static Shape shape(JsonNode node) {
        List<LandedColumn> columns = new ArrayList<>();
        JsonFields.child(node, "columns")
                .forEach(c -> columns.add(new LandedColumn(JsonFields.text(c, "name"), JsonFields.text(c, "type"))));
        List<String> key = new ArrayList<>();
        JsonFields.child(node, "key").forEach(k -> key.add(k.asText()));
        return new Shape(columns, key);
    }
}
