package io.tidbmirror.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/** The schema file of a table as TiCDC writes it, with the hash in its name (ticdc-storage: CRC-32 over sorted columns). */
record SchemaFile(FeedTable table, long version) {
    String path() {
        CRC32 hash = new CRC32();
        List<FeedColumn> sorted = table.columns().stream()
                .sorted(Comparator.comparing(FeedColumn::name))
                .toList();
        hash.update(json("    \"Version\": 0,\n", sorted).getBytes(StandardCharsets.UTF_8));
        return FeedTable.SCHEMA + "/" + table.name() + "/meta/schema_" + version + "_"
                + String.format("%010d", hash.getValue()) + ".json";
    }

    String content() {
        String head = "    \"Version\": 1,\n    \"TableVersion\": " + version + ",\n    \"Query\": \"" + statement()
                + "\",\n    \"Type\": 3,\n";
        return json(head, table.columns());
    }

    /** The table as a CREATE statement. */
    String statement() {
        StringBuilder sql =
                new StringBuilder("CREATE TABLE `").append(table.name()).append("` (");
        for (FeedColumn column : table.columns()) {
            sql.append('`')
                    .append(column.name())
                    .append("` ")
                    .append(definition(column))
                    .append(',');
        }
        return sql.append("PRIMARY KEY(`")
                .append(table.columns().get(0).name())
                .append("`))")
                .toString();
    }

    private static String definition(FeedColumn column) {
        if (column.isEnum()) {
            return "ENUM" + column.description().substring("enum".length());
        }
        return column.description().toUpperCase(java.util.Locale.ROOT);
    }

    private String json(String middle, List<FeedColumn> columns) {
        StringBuilder text = new StringBuilder("{\n    \"Table\": \"").append(table.name());
        text.append("\",\n    \"Schema\": \"")
                .append(FeedTable.SCHEMA)
                .append("\",\n")
                .append(middle);
        text.append("    \"TableColumns\": [\n");
        for (int i = 0; i < columns.size(); i++) {
            column(text, columns.get(i));
            text.append(i + 1 < columns.size() ? ",\n" : "\n");
        }
        return text.append("    ],\n    \"TableColumnsTotal\": ")
                .append(columns.size())
                .append("\n}")
                .toString();
    }

    private void column(StringBuilder text, FeedColumn column) {
        text.append("        {\n");
        field(text, "ColumnName", column.name());
        text.append(",\n");
        field(text, "ColumnType", column.type());
        boolean key = column.equals(table.columns().get(0));
        String[][] more = {
            {"ColumnPrecision", column.precision()},
            {"ColumnScale", column.scale()},
            {"ColumnNullable", key ? "false" : ""},
            {"ColumnIsPk", key ? "true" : ""}
        };
        for (String[] field : more) {
            if (!field[1].isEmpty()) {
                text.append(",\n");
                field(text, field[0], field[1]);
            }
        }
        text.append("\n        }");
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append("            \"")
                .append(name)
                .append("\": \"")
                .append(value)
                .append('"');
    }
}
