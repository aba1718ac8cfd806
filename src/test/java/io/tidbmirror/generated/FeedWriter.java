package io.tidbmirror.generated;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidbmirror.feed.SchemaText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a changefeed folder the way TiCDC's storage sink does (ticdc-storage.md sections 2 and 4): schema files, numbered
 * CSV files, checkpoint. Not thread safe; tables may be written in parallel once they are created.
 */
public final class FeedWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATE_TABLE = 3;
    private static final int ADD_COLUMN = 5;
    private static final int TRUNCATE = 11;

    private final Path folder;

    public FeedWriter(Path folder) {
        this.folder = folder;
    }

    /** The options of the changefeed, as a user of the mirror writes them. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mirror.format", "csv");
        settings.put("feed.csv.include-commit-ts", "true");
        settings.put("feed.csv.binary-encoding-method", "hex");
        settings.put("feed.date-separator", "none");
        settings.put("feed.terminator", "\n");
        return settings;
    }

    public Path folder() {
        return folder;
    }

    /** Creates a table at a version; {@code query} is its CREATE statement. */
    public FeedTable create(String schema, String table, long version, String query, List<FeedColumn> columns)
            throws IOException {
        return begin(schema, table, version, CREATE_TABLE, query, columns);
    }

    /** Begins a version of a table behind another one; {@code query} is a statement that adds columns. */
    public FeedTable addColumns(String schema, String table, long version, String query, List<FeedColumn> columns)
            throws IOException {
        return begin(schema, table, version, ADD_COLUMN, query, columns);
    }

    /** Begins a version of a table without a row of what was there before. */
    public FeedTable truncate(String schema, String table, long version, List<FeedColumn> columns) throws IOException {
        return begin(schema, table, version, TRUNCATE, "TRUNCATE TABLE `" + table + "`", columns);
    }

    /** Begins a version as the row writer does, with the columns that a table has at the start of the changefeed. */
    public FeedTable open(String schema, String table, long version, List<FeedColumn> columns) throws IOException {
        return begin(schema, table, version, 0, "", columns);
    }

    private FeedTable begin(
            String schema, String table, long version, int action, String query, List<FeedColumn> columns)
            throws IOException {
        Path place = folder.resolve(schema).resolve(table);
        writeSchema(place.resolve("meta"), schema, table, version, action, query, columns);
        Path data = place.resolve(Long.toString(version));
        Files.createDirectories(data);
        return new FeedTable(schema, table, data);
    }

    /** Writes {@code metadata}: every row with a smaller commit-ts is there. */
    public void checkpoint(long ts) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("metadata"), "{\"checkpoint-ts\":" + ts + "}");
    }

    private static void writeSchema(
            Path meta, String schema, String table, long version, int action, String query, List<FeedColumn> columns)
            throws IOException {
        ObjectNode file = JSON.createObjectNode();
        file.put("Table", table).put("Schema", schema).put("Version", 1).put("TableVersion", version);
        file.put("Query", query).put("Type", action);
        ArrayNode list = file.putArray("TableColumns");
        columns.forEach(column -> describe(list.addObject(), column));
        file.put("TableColumnsTotal", columns.size());
        DefaultPrettyPrinter indented = new DefaultPrettyPrinter();
        indented.indentObjectsWith(new DefaultIndenter("    ", "\n"));
        indented.indentArraysWith(new DefaultIndenter("    ", "\n"));
        byte[] bytes = JSON.writer(indented).writeValueAsBytes(file);
        Files.createDirectories(meta);
        Files.write(
                meta.resolve(String.format(
                        Locale.ROOT,
                        "schema_%d_%010d.json",
                        version,
                        SchemaText.hash(new String(bytes, StandardCharsets.UTF_8)))),
                bytes);
    }

    private static void describe(ObjectNode node, FeedColumn column) {
        node.put("ColumnName", column.name()).put("ColumnType", column.type());
        putUnlessEmpty(node, "ColumnPrecision", column.precision());
        putUnlessEmpty(node, "ColumnScale", column.scale());
        putUnlessEmpty(node, "ColumnNullable", column.nullable() ? "" : "false");
        putUnlessEmpty(node, "ColumnIsPk", column.key() ? "true" : "");
    }

    private static void putUnlessEmpty(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
