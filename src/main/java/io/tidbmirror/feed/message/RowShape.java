package io.tidbmirror.feed.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Which columns a row has, and of which types: where that changes, a statement lies in between. */
final class RowShape {
    private static final JsonFactory JSON = new JsonFactory();

    private RowShape() {}

    /** Equal for rows with the same columns and types, in whatever order a message lists them. */
    static int of(byte[] message) throws IOException {
        try (JsonParser json = JSON.createParser(message)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean types = json.currentName().equals("mysqlType");
                JsonToken value = json.nextToken();
                if (types && value == JsonToken.START_OBJECT) {
                    return types(json);
                }
                json.skipChildren();
            }
        }
        return 0;
    }

    private static int types(JsonParser json) throws IOException {
        int shape = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String column = json.currentName();
            json.nextToken();
            shape += (31 * column.hashCode()) ^ json.getText().hashCode();
        }
        return shape;
    }
}
