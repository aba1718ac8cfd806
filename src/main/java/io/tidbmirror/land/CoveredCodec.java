package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.Position;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Positions as JSON: a commit-ts is an integer of 64 bits, a place is a string. */
final class CoveredCodec {
    private CoveredCodec() {}

    static void write(JsonGenerator json, String name, Covered covered) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Position> stream : covered.streams().entrySet()) {
            if (stream.getValue() instanceof Position.BelowTs below) {
                json.writeNumberField(stream.getKey(), below.commitTs());
            } else {
                json.writeStringField(stream.getKey(), stream.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    private static ObjectNode node(Covered covered) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        covered.streams().forEach((stream, position) -> {
            if (position instanceof Position.BelowTs below) {
                node.put(stream, below.commitTs());
            } else {
                node.put(stream, position.toString());
            }
        });
        return node;
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
        return single
                ? Long.toString(covered.commitTs().getAsLong())
                : node(covered).toString();
    }
}
