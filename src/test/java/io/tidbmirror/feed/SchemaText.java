package io.tidbmirror.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Schema files for tests, in TiCDC's form. */
public final class SchemaText {
    private final String schema;
    private final String table;
    private final long version;
    private final List<String> columns = new ArrayList<>();
    private int action;
    private String query = "";

    private SchemaText(String schema, String table, long version) {
        this.schema = schema;
        this.table = table;
        this.version = version;
    }

    static SchemaText of(String table, long version) {
        return of("s", table, version);
    }

    static SchemaText of(String schema, String table, long version) {
        return new SchemaText(schema, table, version);
    }

    static SchemaText database(long version) {
        return new SchemaText("s", "", version);
    }

    SchemaText ddl(int id, String statement) {
        action = id;
        query = statement;
        return this;
    }

    /** An INT primary key. */
    SchemaText key(String name) {
        return column(name, "INT", ", \"ColumnNullable\": \"false\", \"ColumnIsPk\": \"true\"");
    }

    SchemaText column(String name, String type) {
        return column(name, type, "");
    }

    SchemaText column(String name, String type, String more) {
        columns.add("{\"ColumnName\": \"" + name + "\", \"ColumnType\": \"" + type + "\"" + more + "}");
        return this;
    }

    String path() {
        return path(table.isEmpty() ? schema : schema + "/" + table, version, json());
    }

    /** Where a schema file stands, with the hash of its content in its name. */
    public static String path(String folder, long version, String json) {
        return folder + "/meta/schema_" + version + "_" + String.format("%010d", hash(json)) + ".json";
    }

    /** What stands in the name of a schema file of this content. */
    public static long hash(String json) {
        try {
            return SchemaHash.of(new ObjectMapper().readTree(json)).orElse(1);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    String json() {
        return "{\"Table\": \"%s\", \"Schema\": \"%s\", \"Version\": 1, \"TableVersion\": %d, \"Query\": \"%s\", \"Type\": %d, \"TableColumns\": %s, \"TableColumnsTotal\": %d}"
                .formatted(
                        table,
                        schema,
                        version,
                        query.replace("\\", "\\\\").replace("\"", "\\\""),
                        action,
                        columns.isEmpty() ? "null" : columns,
                        columns.size());
    }

    void in(MemoryFeedStore store) {
        store.put(path(), json());
    }
}
