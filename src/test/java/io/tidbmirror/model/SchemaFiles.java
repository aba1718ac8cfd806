package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/** Schema files byte by byte as TiCDC writes them (ticdc-storage.md section 4). */
final class SchemaFiles {

    private static final Map<String, Integer> WIDTHS = Map.of(
            "tinyint", 4, "smallint", 6, "mediumint", 9, "int", 11, "bigint", 20, "float", 12, "double", 22, "year", 4);
    private static final Map<String, Long> LENGTHS = Map.of(
            "tinytext",
            255L,
            "tinyblob",
            255L,
            "text",
            65535L,
            "blob",
            65535L,
            "mediumtext",
            16777215L,
            "mediumblob",
            16777215L,
            "longtext",
            4294967295L,
            "longblob",
            4294967295L);

    private final boolean elements;

    /** Whether labels of ENUM and SET are shown: only the new architecture does. */
    SchemaFiles(boolean elements) {
        this.elements = elements;
    }

    /** Columns as {@code TableColumns} has them; null for a file of a database. */
    List<Map<String, Object>> columns(ModelTable table) {
        return table.columns().stream().map(c -> column(c, table.primary())).toList();
    }

    static byte[] bytes(Name name, long version, String query, int type, List<Map<String, Object>> columns) {
        Map<String, Object> file = head(name, 1);
        file.put("TableVersion", version);
        file.put("Query", query);
        file.put("Type", type);
        file.put("TableColumns", columns);
        file.put("TableColumnsTotal", columns == null ? 0 : columns.size());
        return GoJson.indented(file).getBytes(StandardCharsets.UTF_8);
    }

    /** The file's path in the changefeed's folder. */
    static String path(Name name, long version, List<Map<String, Object>> columns) {
        return (columns == null ? name.schema() : name.schema() + "/" + name.table()) + "/meta/schema_" + version + "_"
                + hash(name, columns) + ".json";
    }

    static String hash(Name name, List<Map<String, Object>> columns) {
        List<Map<String, Object>> sorted = new ArrayList<>(columns == null ? List.of() : columns);
        sorted.sort(Comparator.comparing(c -> c.get("ColumnName").toString()));
        Map<String, Object> hashed = head(name, 0);
        hashed.put("TableColumns", sorted);
        hashed.put("TableColumnsTotal", sorted.size());
        CRC32 crc = new CRC32();
        crc.update(GoJson.indented(hashed).getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%010d", crc.getValue());
    }

    private static Map<String, Object> head(Name name, int version) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("Table", name.table());
        file.put("Schema", name.schema());
        file.put("Version", version);
        return file;
    }

    private Map<String, Object> column(ModelColumn column, List<String> primary) {
        SqlType type = column.type();
        boolean unsigned =
                type.unsigned() || type.base().equals("bit") || type.base().equals("year");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ColumnName", column.name());
        map.put("ColumnType", type.base().toUpperCase(Locale.ROOT) + (unsigned ? " UNSIGNED" : ""));
        put(map, "ColumnDefault", column.literal());
        put(map, "ColumnPrecision", precision(type));
        put(map, "ColumnScale", scale(type));
        put(map, "ColumnNullable", column.nullable() ? null : "false");
        put(map, "ColumnIsPk", primary.contains(column.name()) ? "true" : null);
        put(map, "ColumnElems", elements && !type.labels().isEmpty() ? type.labels() : null);
        return map;
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static String precision(SqlType type) {
        String width = displayWidth(type);
        if (width != null) {
            return width;
        }
        if (type.isFloating()) {
            return Integer.toString(type.first() >= 0 ? type.first() : WIDTHS.get(type.base()));
        }
        if (LENGTHS.containsKey(type.base())) {
            return LENGTHS.get(type.base()).toString();
        }
        return type.isTime() || type.first() < 0 || type.base().equals("vector")
                ? null
                : Integer.toString(type.first());
    }

    /** The width in which integers and YEAR are printed, null for other types. */
    static String displayWidth(SqlType type) {
        if (!type.isInteger() && !type.base().equals("year")) {
            return null;
        }
        boolean shrinks = type.unsigned() && !type.base().equals("bigint");
        int width = WIDTHS.get(type.base()) - (shrinks ? 1 : 0);
        return Integer.toString(type.first() >= 0 ? type.first() : width);
    }

    private static String scale(SqlType type) {
        if (type.base().equals("decimal") || (type.isFloating() && type.second() > 0)) {
            return Integer.toString(type.second());
        }
        return type.isTime() && type.first() > 0 ? Integer.toString(type.first()) : null;
    }
}
