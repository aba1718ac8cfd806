package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is landed, and its columns, as fields of HEAD. */
final class ProgressCodec {
    private ProgressCodec() {}

    static void writeShape(JsonGenerator json, Shape shape) throws IOException {
        json.writeArrayFieldStart("columns");
        for (LandedColumn column : shape.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("key");
        for (String name : shape.key()) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, Progress progress) throws IOException {
        json.writeNumberField("generation", progress.generation());
        json.writeStringField("folderId", progress.folderId());
        json.writeNumberField("seq", progress.seq());
        json.writeNumberField("rows", progress.rows());
        CoveredCodec.write(json, "covered", progress.covered());
        CoveredCodec.write(json, "filesTo", progress.filesTo());
        Instant published = progress.publishedAt();
        json.writeStringField("publishedAt", published == null ? null : published.toString());
        Pending pending = progress.pending();
        if (pending == null) {
            json.writeNullField("pending");
        } else {
            json.writeFieldName("pending");
            writeFile(json, pending);
        }
        json.writeObjectFieldStart("hint");
        for (Map.Entry<String, String> hint : new TreeMap<>(progress.hint()).entrySet()) {
            json.writeStringField(hint.getKey(), hint.getValue());
        }
        json.writeEndObject();
        if (progress.base() != 0) {
            json.writeNumberField("base", progress.base());
        }
        Replacement replacement = progress.replacement();
        if (replacement != null) {
            json.writeFieldName("replacement");
            writeReplacement(json, replacement);
        }
    }

    private static void writeFile(JsonGenerator json, Pending file) throws IOException {
        json.writeStartObject();
        json.writeStringField("batchId", file.batchId());
        json.writeStringField("stagePath", file.stagePath());
        json.writeNumberField("rows", file.rows());
        json.writeNumberField("bytes", file.bytes());
        json.writeStringField("crc32c", file.crc32c());
        CoveredCodec.write(json, "from", file.from());
        CoveredCodec.write(json, "to", file.to());
        json.writeEndObject();
    }

    private static void writeReplacement(JsonGenerator json, Replacement replacement) throws IOException {
        json.writeStartObject();
        json.writeNumberField("generation", replacement.generation());
        json.writeNumberField("base", replacement.base());
        json.writeNumberField("until", replacement.until());
        json.writeStringField("metadata", replacement.metadata());
        writeShape(json, replacement.shape());
        CoveredCodec.write(json, "to", replacement.to());
        json.writeArrayFieldStart("files");
        for (Pending file : replacement.files()) {
            writeFile(json, file);
        }
        json.writeEndArray();
        json.writeEndObject();
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
