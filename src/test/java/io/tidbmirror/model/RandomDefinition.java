package io.tidbmirror.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A random definition of a table, as it stands in a CREATE TABLE statement. */
final class RandomDefinition {

    private static final String RANGE =
            "(PARTITION `p0` VALUES LESS THAN (10),PARTITION `p1` VALUES LESS THAN (20),PARTITION `p2` VALUES LESS THAN (30))";
    private static final String LIST =
            "(PARTITION `p0` VALUES IN (0, 1, 2, 3, 4, 5, 6, 7),PARTITION `p1` VALUES IN (8, 9, 10, 11, 12, 13, 14, 15))";

    private final Draw draw;

    RandomDefinition(Draw draw) {
        this.draw = draw;
    }

    String text() {
        List<String> parts = new ArrayList<>();
        int kind = draw.below(8);
        boolean composite = kind == 1;
        boolean unique = kind == 2;
        parts.add(unique ? "`id` BIGINT NOT NULL" : "`id` INT" + (composite ? "" : " PRIMARY KEY"));
        if (composite) {
            parts.add("`k2` VARCHAR(20)");
        }
        int columns = 1 + draw.below(3);
        for (int i = 0; i < columns; i++) {
            parts.add("`c" + i + "` " + draw.columnType());
        }
        if (draw.chance(8)) {
            parts.add(1, "`v` BIGINT GENERATED ALWAYS AS(`id`+1) VIRTUAL");
        }
        if (composite) {
            parts.add("PRIMARY KEY(`id`, `k2`)");
        } else if (unique) {
            parts.add("UNIQUE `uk`(`id`)");
        }
        return "(" + String.join(",", parts) + ")" + (unique ? "" : partitions(kind));
    }

    private static String partitions(int kind) {
        return switch (kind) {
            case 3, 4 -> " PARTITION BY RANGE (`id`) " + RANGE;
            case 5 -> " PARTITION BY HASH (`id`) PARTITIONS 3";
            case 6 -> " PARTITION BY LIST (`id`) " + LIST;
            default -> "";
        };
    }

    /** A column of a table that is there. */
    static String column(ModelColumn column) {
        SqlType type = column.type();
        if (column.virtual()) {
            return "`" + column.name() + "` BIGINT GENERATED ALWAYS AS(`id`+1) VIRTUAL";
        }
        return "`" + column.name() + "` " + type(type) + (column.nullable() ? "" : " NOT NULL")
                + (column.literal() == null ? "" : " DEFAULT " + literal(type, column.literal()));
    }

    /** In upper case, save for labels. */
    static String type(SqlType type) {
        String text = type.columnType();
        int labels = text.indexOf('\'');
        return labels < 0
                ? text.toUpperCase(Locale.ROOT)
                : text.substring(0, labels).toUpperCase(Locale.ROOT) + text.substring(labels);
    }

    private static String literal(SqlType type, String text) {
        boolean number = type.isInteger() || type.isFloating() || type.base().equals("decimal");
        return number ? text : "_UTF8MB4'" + text.replace("'", "''") + "'";
    }

    static String names(List<String> names, String between) {
        return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(between));
    }
}
