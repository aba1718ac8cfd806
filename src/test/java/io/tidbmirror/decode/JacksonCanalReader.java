package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Canal-json read the plain way: line by line, with Jackson, each value a string. What {@link CanalReader} has to agree
 * with, in rows and in refusals; for columns without labels.
 */
final class JacksonCanalReader implements RowReader {
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

    private final CanalJsonOptions options;
    private final TableSchema schema;
    private final List<String> columns;
    private final RowFilter filter;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private boolean ended;

    JacksonCanalReader(CanalJsonOptions options, TableSchema schema, RowFilter filter) {
        this.options = options;
        this.schema = schema;
        this.columns = schema.columns().stream().map(Column::name).toList();
        this.filter = filter;
    }

    /** An object of {@code data} or {@code old}. */
    private record Values(Map<String, @Nullable String> values, boolean fits) {
        static final Values MISFIT = new Values(Map.of(), false);
    }

    private static final class Message {
        private final Set<String> keys = new HashSet<>();
        private Operation operation = Operation.INSERT;
        private long commitTs = ChangeBlock.NO_COMMIT_TS;
        private Values data = Values.MISFIT;
        private @Nullable Values old;
    }

    @Override
    public int read(byte[] bytes, int from, int to, Rows taken) throws BadRowException {
        rows.clear();
        byte[] terminator = options.terminator().getBytes(UTF_8);
        int start = from;
        for (int at = from; at + terminator.length <= to && !ended; at++) {
            boolean end = Arrays.equals(bytes, at, at + terminator.length, terminator, 0, terminator.length);
            if (end && at > start && (options.terminator().endsWith("\n") || bytes[at - 1] == '}')) {
                Message message = parse(new String(bytes, start, at - start, UTF_8), start);
                ended = !take(message, start, taken);
                start = ended ? start : at + terminator.length;
                at = start - 1;
            }
        }
        return start;
    }

    private Message parse(String line, int start) throws BadRowException {
        Message message = new Message();
        try (JsonParser json = JSON.createParser(line)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = requireWhole(json.currentName());
                json.nextToken();
                require(!KEYS.contains(key) || message.keys.add(key));
                member(key, json, message);
            }
            require(json.nextToken() == null && line.endsWith("}"));
            require(line.indexOf('\n') < 0 && line.indexOf('\r') < 0);
            require(message.keys.containsAll(Set.of("database", "table", "type", "data")));
            return message;
        } catch (IOException e) {
            throw new BadRowException(start, "refused");
        }
    }

    private void member(String key, JsonParser json, Message message) throws IOException {
        switch (key) {
            case "database" -> require(isText(json, schema.table().schema()));
            case "table" -> require(isText(json, schema.table().table()));
            case "type" -> {
                require(isText(json, "INSERT") || isText(json, "UPDATE") || isText(json, "DELETE"));
                message.operation = Operation.valueOf(json.getText());
            }
            case "data" -> message.data = values(json);
            case "old" -> message.old = json.currentToken() == JsonToken.VALUE_NULL ? null : values(json);
            case "_tidb" -> extension(json, message);
            default -> json.skipChildren();
        }
    }

    private static boolean isText(JsonParser json, String text) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(text);
    }

    private static void extension(JsonParser json, Message message) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = requireWhole(json.currentName());
            require(!key.equals("onlyHandleKey") && !key.equals("claimCheckLocation"));
            json.nextToken();
            if (key.equals("commitTs")) {
                require(message.commitTs == ChangeBlock.NO_COMMIT_TS);
                require(json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && !json.getText().startsWith("-"));
                message.commitTs = json.getLongValue();
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
            if (!columns.contains(column) || values.containsKey(column)) {
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

    private boolean take(Message message, int start, Rows taken) throws BadRowException {
        long ts = options.enableTidbExtension() ? message.commitTs : ChangeBlock.NO_COMMIT_TS;
        refuseIf(options.enableTidbExtension() && ts == ChangeBlock.NO_COMMIT_TS, start);
        RowFilter.Verdict verdict = filter.judge(ts, start);
        boolean update = message.operation == Operation.UPDATE;
        byte operation = message.operation.code();
        byte delete = Operation.DELETE.code();
        boolean deletes = update && filter.wants(delete);
        if (verdict == RowFilter.Verdict.TAKE && (deletes || filter.wants(operation))) {
            boolean keyOnly = message.operation == Operation.DELETE && options.deleteOnlyOutputHandleKeyColumns();
            Map<String, @Nullable String> data = message.data.values;
            refuseIf(!message.data.fits, start);
            for (int i = 0; i < columns.size(); i++) {
                refuseIf(!data.containsKey(columns.get(i)) && (!keyOnly || schema.isKey(i)), start);
            }
            if (deletes && message.old != null) {
                refuseIf(!message.old.fits, start);
                Map<String, @Nullable String> before = new HashMap<>(data);
                before.putAll(message.old.values);
                if (!key(before).equals(key(data))) {
                    taken.add(delete, ts, start);
                    rows.add(inOrder(before));
                }
            }
            if (filter.wants(operation)) {
                taken.add(operation, ts, start);
                rows.add(inOrder(data));
            }
        }
        return verdict != RowFilter.Verdict.END;
    }

    private List<@Nullable String> key(Map<String, @Nullable String> row) {
        return schema.key().stream()
                .<@Nullable String>map(i -> String.valueOf(row.get(columns.get(i))))
                .toList();
    }

    private List<@Nullable String> inOrder(Map<String, @Nullable String> row) {
        List<@Nullable String> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(column)));
        return values;
    }

    @Override
    public void cells(int column, Cells cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        cells.reset(new byte[0], rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String value = rows.get(i).get(column);
            cells.from()[i] = value == null ? Cells.NULL : bytes.size();
            bytes.writeBytes(value == null ? new byte[0] : value.getBytes(UTF_8));
            cells.to()[i] = bytes.size();
        }
        bytes.writeBytes(new byte[Chunk.SLACK]);
        cells.replaceBytes(bytes.toByteArray());
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public String unterminated() {
        return "";
    }

    @Override
    public String suspicion() {
        return "";
    }

    private static void refuseIf(boolean refused, int start) throws BadRowException {
        if (refused) {
            throw new BadRowException(start, "refused");
        }
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
