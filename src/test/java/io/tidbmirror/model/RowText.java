package io.tidbmirror.model;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Rows as TiCDC writes them (ticdc-formats.md sections 1 and 2).
 *
 * @param json canal-json with the TiDB extension, else CSV with commit-ts and hex
 * @param oldValue CSV: {@code output-old-value}; canal-json: {@code content-compatible}
 */
record RowText(boolean json, boolean oldValue) {

    /** The lines of one change, without terminator. */
    List<String> lines(ModelTable table, long commitTs, RowChange change) {
        if (json) {
            return List.of(message(table, commitTs, change));
        }
        if (!oldValue) {
            return List.of(record(table, commitTs, change.op(), null, change.row()));
        }
        boolean update = change.op() == 'U';
        List<String> lines = new ArrayList<>();
        if (change.before() != null) {
            lines.add(record(table, commitTs, 'D', update, change.before()));
        }
        if (change.after() != null) {
            lines.add(record(table, commitTs, 'I', update, change.after()));
        }
        return lines;
    }

    private static String record(ModelTable table, long ts, char op, Boolean update, Map<String, String> row) {
        StringBuilder line = new StringBuilder();
        line.append('"')
                .append(op)
                .append("\",")
                .append(quoted(table.name().table()))
                .append(',');
        line.append(quoted(table.name().schema())).append(',').append(ts);
        if (update != null) {
            line.append(',').append(update);
        }
        table.stored().forEach(c -> line.append(',').append(token(c.type(), row.get(c.name()))));
        return line.toString();
    }

    private static String token(SqlType type, String value) {
        if (value == null) {
            return "\\N";
        }
        if (type.isInteger()) {
            return value;
        }
        if (type.isBinary()) {
            return quoted(value.substring(2));
        }
        return switch (type.base()) {
            case "bit" -> number(value);
            case "year" -> Integer.toString(Integer.parseInt(value));
            case "double", "float" -> shortest(value);
            default -> quoted(value);
        };
    }

    private static String number(String bits) {
        return Long.toUnsignedString(Long.parseUnsignedLong(bits.substring(2), 16));
    }

    /** Numbers that Go prints with an exponent are not written here. */
    private static String shortest(String value) {
        double size = Math.abs(Double.parseDouble(value));
        if (size != 0 && (size < 1e-4 || size >= 1e6)) {
            throw new IllegalArgumentException(value);
        }
        return value;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private String message(ModelTable table, long ts, RowChange change) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", 0);
        message.put("database", table.name().schema());
        message.put("table", table.name().table());
        message.put("pkNames", table.primary());
        message.put("isDdl", false);
        message.put("type", change.op() == 'I' ? "INSERT" : change.op() == 'U' ? "UPDATE" : "DELETE");
        message.put("es", ts >> 18);
        message.put("ts", 0);
        message.put("sql", "");
        Map<String, Object> sqlTypes = new LinkedHashMap<>();
        Map<String, Object> mysqlTypes = new LinkedHashMap<>();
        table.stored().forEach(c -> {
            sqlTypes.put(c.name(), sqlType(c.type(), change.row().get(c.name())));
            mysqlTypes.put(c.name(), mysqlType(c.type()));
        });
        message.put("sqlType", sqlTypes);
        message.put("mysqlType", mysqlTypes);
        message.put("old", change.op() == 'U' ? List.of(old(table, change)) : null);
        message.put("data", List.of(values(table, change.row())));
        message.put("_tidb", Map.of("commitTs", ts));
        return GoJson.compact(message);
    }

    private Map<String, Object> old(ModelTable table, RowChange change) {
        Map<String, Object> old = values(table, change.before());
        if (oldValue) {
            old.keySet()
                    .removeIf(c -> Objects.equals(
                            change.before().get(c), change.after().get(c)));
        }
        return old;
    }

    private static Map<String, Object> values(ModelTable table, Map<String, String> row) {
        Map<String, Object> values = new LinkedHashMap<>();
        table.stored().forEach(c -> values.put(c.name(), value(c.type(), row.get(c.name()))));
        return values;
    }

    private static String value(SqlType type, String value) {
        if (value == null) {
            return null;
        }
        if (type.isBinary()) {
            return new String(HexFormat.of().parseHex(value.substring(2)), StandardCharsets.ISO_8859_1);
        }
        return switch (type.base()) {
            case "bit" -> number(value);
            case "year" -> Integer.toString(Integer.parseInt(value));
            case "enum" -> Integer.toString(type.labels().indexOf(value) + 1);
            case "set" -> Long.toString(mask(type.labels(), value));
            default -> value;
        };
    }

    private static long mask(List<String> labels, String value) {
        long mask = 0;
        for (String label : value.isEmpty() ? List.<String>of() : List.of(value.split(","))) {
            mask |= 1L << labels.indexOf(label);
        }
        return mask;
    }

    private String mysqlType(SqlType type) {
        boolean sign = type.unsigned() && !List.of("bit", "year").contains(type.base());
        if (!oldValue) {
            return type.base() + (sign ? " unsigned" : "");
        }
        String width = SchemaFiles.displayWidth(type);
        return width == null ? type.columnType() : type.base() + "(" + width + ")" + (sign ? " unsigned" : "");
    }

    private static int sqlType(SqlType type, String value) {
        return switch (type.base()) {
            case "tinyint" -> above(type, value, "127") ? 5 : -6;
            case "smallint" -> above(type, value, "32767") ? 4 : 5;
            case "mediumint" -> 4;
            case "int" -> above(type, value, "2147483647") ? -5 : 4;
            case "bigint" -> above(type, value, "9223372036854775807") ? 3 : -5;
            case "float" -> 7;
            case "double" -> 8;
            case "decimal" -> 3;
            case "bit", "set" -> -7;
            case "char" -> 1;
            case "date" -> 91;
            case "datetime", "timestamp" -> 93;
            case "time" -> 92;
            case "enum" -> 4;
            default ->
                type.isBinary() ? 2004 : type.base().toLowerCase(Locale.ROOT).endsWith("text") ? 2005 : 12;
        };
    }

    private static boolean above(SqlType type, String value, String most) {
        return type.unsigned() && value != null && new BigInteger(value).compareTo(new BigInteger(most)) > 0;
    }
}
