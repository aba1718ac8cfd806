package io.tidbmirror.model;

import java.util.List;
import java.util.Map;

/** A random change of the columns of a table. */
final class RandomAlter {

    private static final List<String> NAMES = List.of("c0", "c1", "c2", "c3", "c4");
    private static final Map<String, List<String>> WIDER = Map.of(
            "int", List.of("BIGINT", "VARCHAR(20)", "DECIMAL(12,2)", "DOUBLE"),
            "tinyint", List.of("INT", "BIGINT"),
            "decimal", List.of("DECIMAL(12,2)", "DECIMAL(14,4)", "VARCHAR(40)", "DOUBLE"),
            "varchar", List.of("VARCHAR(40)", "VARCHAR(255)"),
            "datetime", List.of("DATETIME(6)"),
            "date", List.of("DATETIME(3)"),
            "enum", List.of("ENUM('a','b c','d,e','f')", "VARCHAR(20)"),
            "varbinary", List.of("VARBINARY(16)"),
            "double", List.of("DOUBLE"),
            "bit", List.of("BIT(12)"));

    private final ModelTable table;
    private final Draw draw;
    private int type;

    RandomAlter(ModelTable table, Draw draw) {
        this.table = table;
        this.draw = draw;
    }

    /** TiDB's action id of the last statement. */
    int type() {
        return type;
    }

    /** The part behind the table's name; null if the drawn change does not apply. */
    String any() {
        ModelColumn column = draw.of(table.stored());
        String free = NAMES.stream().filter(n -> !table.has(n)).findFirst().orElse(null);
        boolean plain = table.keys().get(0).stream().noneMatch(column.name()::equals);
        int what = draw.below(10);
        if (what <= 3) {
            boolean again = draw.chance(5);
            type = again ? 61 : 5;
            return free == null ? null : (again ? againAdded(column) + ", " : "") + add(free);
        }
        if (what == 4) {
            type = 6;
            return plain ? "DROP COLUMN `" + column.name() + "`" : null;
        }
        if (what == 5) {
            type = 61;
            return plain && free != null ? add(free) + ", DROP COLUMN `" + column.name() + "`" : null;
        }
        if (what == 6) {
            type = 15;
            String literal = draw.literal(RandomDefinition.type(column.type()));
            return plain && literal != null ? "ALTER COLUMN `" + column.name() + "` SET DEFAULT " + literal : null;
        }
        type = 12;
        if (what == 7) {
            return plain && free != null ? "RENAME COLUMN `" + column.name() + "` TO `" + free + "`" : null;
        }
        return plain ? modify(column, what == 8) : null;
    }

    /** A part that does nothing. */
    private static String againAdded(ModelColumn column) {
        return "ADD COLUMN IF NOT EXISTS `" + column.name() + "` VARCHAR(9) DEFAULT _UTF8MB4'again'";
    }

    private String add(String name) {
        String columnType = draw.columnType();
        String literal = draw.literal(columnType);
        if (columnType.startsWith("DATETIME") && draw.chance(2)) {
            return "ADD COLUMN `" + name + "` DATETIME DEFAULT CURRENT_TIMESTAMP";
        }
        String options =
                switch (draw.below(4)) {
                    case 0 -> literal == null ? "" : " DEFAULT " + literal;
                    case 1 -> " NOT NULL" + (literal == null ? "" : " DEFAULT " + literal);
                    case 2 -> " NOT NULL";
                    default -> "";
                };
        return "ADD COLUMN `" + name + "` " + columnType + options + place(name);
    }

    private String place(String name) {
        String other = draw.of(table.columns()).name();
        return switch (draw.below(4)) {
            case 0 -> " FIRST";
            case 1 -> other.equals(name) ? "" : " AFTER `" + other + "`";
            default -> "";
        };
    }

    private String modify(ModelColumn column, boolean convert) {
        String to = convert
                ? draw.of(WIDER.getOrDefault(column.type().base(), List.of(RandomDefinition.type(column.type()))))
                : RandomDefinition.type(column.type());
        boolean unsigned = column.type().base().equals("bigint");
        SqlType target = SqlType.read(new SqlReader(unsigned ? RandomDefinition.type(column.type()) : to));
        if (!Casts.knows(column.type(), target)
                || column.type().first() > target.first() && !column.type().isInteger()) {
            return null;
        }
        return "MODIFY COLUMN `" + column.name() + "` " + RandomDefinition.type(target)
                + (column.nullable() ? "" : " NOT NULL") + place(column.name());
    }
}
