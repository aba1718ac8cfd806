package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message, read the plain way: each value a string, each member once. {@link IOException} says that it is refused. */
final class JacksonCanalMessage {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonText.MOST_LEVELS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final Set<String> KEYS = Set.of(
            "id",
            "database",
            "table",
            "pkNames",
            "isDdl",
            "type",
            "es",
            "ts",
            "sql",
            "sqlType",
            "mysqlType",
            "old",
            "data",
            "_tidb");

    /** An object of {@code data} or {@code old}. */
    record Values(Map<String, @Nullable String> values, boolean fits) {
        static final Values MISFIT = new Values(Map.of(), false);
    }

    private final TableSchema schema;
    private final Set<String> keys = new HashSet<>();
    private Operation operation = Operation.INSERT;
    private long commitTs = ChangeBlock.NO_COMMIT_TS;
    private Values data = Values.MISFIT;
    private @Nullable Values old;

    private JacksonCanalMessage(TableSchema schema) {
        this.schema = schema;
    }

    static JacksonCanalMessage parse(String line, TableSchema schema) throws IOException {
        JacksonCanalMessage message = new JacksonCanalMessage(schema);
        try (JsonParser json = JSON.createParser(line)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = requireWhole(json.currentName());
                json.nextToken();
                require(!KEYS.contains(key) || message.keys.add(key));
                message.member(key, json);
            }
            require(json.nextToken() == null && line.endsWith("}"));
            require(line.indexOf('\n') < 0 && line.indexOf('\r') < 0);
            require(message.keys.containsAll(Set.of("database", "table", "type", "data")));
            return message;
        }
    }

    Operation operation() {
        return operation;
    }

    long commitTs() {
        return commitTs;
    }

    Values data() {
        return data;
    }

    @Nullable
    Values old() {
        return old;
    }

    private void member(String key, JsonParser json) throws IOException {
        switch (key) {
            case "database" -> require(isText(json, schema.table().schema()));
            case "table" -> require(isText(json, schema.table().table()));
            case "type" -> {
                require(isText(json, "INSERT") || isText(json, "UPDATE") || isText(json, "DELETE"));
                operation = Operation.valueOf(json.getText());
            }
            case "data" -> data = values(json);
            case "old" -> old = json.currentToken() == JsonToken.VALUE_NULL ? null : values(json);
            case "_tidb" -> extension(json);
            default -> json.skipChildren();
        }
    }

    private static boolean isText(JsonParser json, String text) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(text);
    }

    private void extension(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = requireWhole(json.currentName());
            require(!key.equals("onlyHandleKey") && !key.equals("claimCheckLocation"));
            json.nextToken();
            if (key.equals("commitTs")) {
                require(commitTs == ChangeBlock.NO_COMMIT_TS);
                require(json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && !json.getText().startsWith("-"));
                commitTs = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
    }

    private Values values(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return Values.MISFIT;
        }
        Values first = Values.MISFIT;
        int elements = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (elements == 0 && json.currentToken() == JsonToken.START_OBJECT) {
                first = object(json);
            } else {
                json.skipChildren();
            }
            elements++;
        }
        return elements == 1 ? first : Values.MISFIT;
    }

    private Values object(JsonParser json) throws IOException {
        Map<String, @Nullable String> values = new HashMap<>();
        boolean fits = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String column = requireWhole(json.currentName());
            JsonToken token = json.nextToken();
            if (!isColumn(column) || values.containsKey(column)) {
                fits = false;
                json.skipChildren();
            } else if (token == JsonToken.VALUE_STRING) {
                values.put(column, requireWhole(json.getText()));
            } else {
                fits &= token == JsonToken.VALUE_NULL;
                values.put(column, null);
                json.skipChildren();
            }
        }
        return new Values(values, fits);
    }

    private boolean isColumn(String name) {
        return schema.columns().stream().anyMatch(column -> column.name().equals(name));
    }

    private static void require(boolean good) throws IOException {
        if (!good) {
            throw new IOException("refused");
        }
    }

    /** UTF-8 cannot hold half of a surrogate pair. */
    private static String requireWhole(String text) throws IOException {
        require(UTF_8.newEncoder().canEncode(text));
        return text;
    }
}
