package io.tidbmirror.land;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Fields that must be there, with an {@link IllegalArgumentException} if they are not, or of another kind. */
final class JsonFields {
    private JsonFields() {}

    static JsonNode child(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return value;
    }

    static long integer(JsonNode node, String name) {
        JsonNode value = child(node, name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is no 64-bit integer");
        }
        return value.longValue();
    }

    static String text(JsonNode node, String name) {
        JsonNode value = child(node, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }

    static @Nullable String optionalText(JsonNode node, String name) {
        return child(node, name).isNull() ? null : text(node, name);
    }
}
