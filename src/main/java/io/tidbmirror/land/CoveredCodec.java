package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.Position;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Positions as JSON: a commit-ts is an integer of 64 bits, a place is a string. */
final class CoveredCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private CoveredCodec() {}

    static void write(JsonGenerator json, String name, Covered covered) throws IOException {
        json.writeFieldName(name);
        write(json, covered);
    }

    private static void write(JsonGenerator json, Covered covered) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Position> stream : covered.streams().entrySet()) {
            if (stream.getValue() instanceof Position.BelowTs below) {
                json.writeNumberField(stream.getKey(), below.commitTs());
            } else {
                json.writeStringField(stream.getKey(), stream.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    static Covered read(JsonNode node) {
        SortedMap<String, Position> streams = new TreeMap<>();
        for (Map.Entry<String, JsonNode> stream : node.properties()) {
            streams.put(stream.getKey(), position(stream.getValue()));
        }
        return new Covered(streams);
    }

    private static Position position(JsonNode node) {
        if (node.isTextual()) {
            return new Position.At(node.textValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Position.BelowTs(node.longValue());
        }
        throw new IllegalArgumentException("neither a 64-bit commit-ts nor a place: " + node);
    }

    /** For the footer of a file: the commit-ts of a single stream in decimal, 0 for nothing, else JSON. */
    static String text(Covered covered) {
        if (covered.streams().isEmpty()) {
            return "0";
        }
        boolean single = covered.streams().size() == 1 && covered.commitTs().isPresent();
        return single ? Long.toString(covered.commitTs().getAsLong()) : json(covered);
    }

    private static String json(Covered covered) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, covered);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string could not be written", impossible);
        }
        return text.toString();
    }
}
