package io.tidbmirror.feed;

import io.tidbmirror.change.MySqlType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of {@code ColumnType} in schema files. */
final class ColumnTypeNames {
    private static final String UNSIGNED = " UNSIGNED";
    private static final Set<MySqlType> WITH_PRECISION = EnumSet.of(
            MySqlType.DECIMAL, MySqlType.BIT, MySqlType.CHAR, MySqlType.VARCHAR, MySqlType.BINARY, MySqlType.VARBINARY);
    private static final Map<String, MySqlType> TYPES = types();

    private ColumnTypeNames() {}

    private static Map<String, MySqlType> types() {
        Map<String, MySqlType> types = new HashMap<>();
        for (MySqlType type : MySqlType.values()) {
            types.put(type.name(), type);
        }
        for (String size : new String[] {"TINY", "MEDIUM", "LONG"}) {
            types.put(size + "TEXT", MySqlType.TEXT);
            types.put(size + "BLOB", MySqlType.BLOB);
        }
        types.put("VAR_STRING", MySqlType.VARCHAR);
        return Map.copyOf(types);
    }

    static @Nullable MySqlType find(String columnType) {
        String name = columnType.endsWith(UNSIGNED)
                ? columnType.substring(0, columnType.length() - UNSIGNED.length())
                : columnType;
        return TYPES.get(name);
    }

    static boolean isUnsigned(String columnType) {
        return columnType.endsWith(UNSIGNED);
    }

    /** Whether {@code ColumnPrecision} says something about values; for other types it is a display width. */
    static boolean hasPrecision(MySqlType type) {
        return WITH_PRECISION.contains(type);
    }
}
