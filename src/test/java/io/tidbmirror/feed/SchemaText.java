package io.tidbmirror.feed;

import java.util.ArrayList;
import java.util.List;

/** Schema files for tests, in TiCDC's form. */
final class SchemaText {
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
        return new SchemaText("s", table, version);
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
        String folder = table.isEmpty() ? schema : schema + "/" + table;
        return folder + "/meta/schema_" + version + "_0000000001.json";
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
