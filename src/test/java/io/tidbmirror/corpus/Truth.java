package io.tidbmirror.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What TiDB itself says of a scenario: every event, the columns, and the rows at the end, as TiDB's text. */
public record Truth(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Action id of TiDB. */
    private static final int CREATE_TABLE = 3;

    /** One row as column name to TiDB's text, null for NULL, in column order. */
    public record Row(Map<String, String> values) {}

    /**
     * {@code op} is I, U or D; {@code before} is null for I, {@code after} for D; {@code physicalId} is that of the table,
     * or of the partition the row is in.
     */
    public record RowEvent(
            long commitTs,
            long startTs,
            Name table,
            long physicalId,
            String op,
            Row before,
            Row after,
            boolean backfill) {}

    /** A statement; {@code schema} and {@code table} are those of its DDL job, {@code type} is TiDB's action id. */
    public record DdlEvent(long commitTs, String schema, String table, String statement, int type) {}

    /** A table by the names TiDB shows. */
    public record Name(String schema, String table) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int bySchema = schema.compareTo(other.schema);
            return bySchema != 0 ? bySchema : table.compareTo(other.table);
        }

        @Override
        public String toString() {
            return schema + "." + table;
        }
    }

    /** {@code type} is COLUMN_TYPE, {@code key} is PRI, UNI, MUL or empty, {@code extra} names generated columns. */
    public record ColumnTruth(String name, String type, boolean nullable, String key, String extra) {
        public boolean virtual() {
            return extra.toUpperCase(Locale.ROOT).contains("VIRTUAL GENERATED");
        }
    }

    /** The row events in commit order; DDL events are left out. */
    public List<RowEvent> history() {
        List<RowEvent> events = new ArrayList<>();
        for (JsonNode line : lines(folder.resolve("history.ndjson"))) {
            if (line.has("op")) {
                events.add(new RowEvent(
                        line.get("commitTs").asLong(),
                        line.get("startTs").asLong(),
                        new Name(line.get("schema").asText(), line.get("table").asText()),
                        line.path(line.has("partitionId") ? "partitionId" : "tableId")
                                .asLong(),
                        line.get("op").asText(),
                        row(line.get("before")),
                        row(line.get("after")),
                        line.has("backfill")));
            }
        }
        return events;
    }

    /** The DDL events in commit order. */
    public List<DdlEvent> ddl() {
        return lines(folder.resolve("history.ndjson")).stream()
                .filter(line -> line.has("ddl"))
                .map(line -> new DdlEvent(
                        line.get("commitTs").asLong(),
                        line.get("schema").asText(),
                        line.get("table").asText(),
                        line.get("ddl").asText(),
                        line.get("type").asInt()))
                .toList();
    }

    /** Commit-ts of the last CREATE TABLE of each name. DDL tells names in lower case, so case does not count here. */
    public Map<Name, Long> created() {
        Map<Name, Long> created = new TreeMap<>(Comparator.comparing(Name::toString, String.CASE_INSENSITIVE_ORDER));
        for (JsonNode line : lines(folder.resolve("history.ndjson"))) {
            if (line.path("type").asInt() == CREATE_TABLE) {
                Name name =
                        new Name(line.get("schema").asText(), line.get("table").asText());
                created.put(name, line.get("commitTs").asLong());
            }
        }
        return created;
    }

    /** The columns of each table that exists at the end. */
    public Map<Name, List<ColumnTruth>> columns() {
        Map<Name, List<ColumnTruth>> tables = new TreeMap<>();
        for (JsonNode table : read(folder.resolve("columns.json"))) {
            List<ColumnTruth> columns = new ArrayList<>();
            for (JsonNode c : table.get("columns")) {
                columns.add(new ColumnTruth(
                        c.get("name").asText(),
                        c.get("type").asText(),
                        c.get("nullable").asBoolean(),
                        c.get("key").asText(),
                        c.get("extra").asText()));
            }
            tables.put(new Name(table.get("schema").asText(), table.get("table").asText()), columns);
        }
        return tables;
    }

    /** The rows at the end, in the order SELECT gave them. */
    public Map<Name, List<Row>> finalRows() {
        Map<Name, List<Row>> tables = new TreeMap<>();
        for (String file : GoldenCorpus.names(folder.resolve("final"))) {
            String[] parts =
                    file.substring(0, file.length() - ".ndjson".length()).split("\\.", 2);
            List<Row> rows = new ArrayList<>();
            lines(folder.resolve("final").resolve(file)).forEach(line -> rows.add(row(line)));
            tables.put(new Name(decoded(parts[0]), decoded(parts[1])), rows);
        }
        return tables;
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Row row(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        node.properties()
                .forEach(e -> values.put(
                        e.getKey(), e.getValue().isNull() ? null : e.getValue().asText()));
        return new Row(values);
    }

    private static List<JsonNode> lines(Path file) {
        try {
            List<JsonNode> nodes = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                nodes.add(JSON.readTree(line));
            }
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
