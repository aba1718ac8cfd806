package io.tidbmirror.model;

import java.util.List;
import java.util.Random;

/** Random columns, defaults and values, each of few different ones, so that names and values meet again. */
final class Draw {

    private static final List<String> TYPES = List.of(
            "INT",
            "BIGINT UNSIGNED",
            "DECIMAL(10,2)",
            "VARCHAR(20)",
            "DATETIME(3)",
            "DATE",
            "ENUM('a','b c','d,e')",
            "VARBINARY(8)",
            "DOUBLE",
            "BIT(9)",
            "TINYINT");

    private final Random random;

    Draw(Random random) {
        this.random = random;
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String columnType() {
        return of(TYPES);
    }

    /** A literal that every kind of column takes as default; null if there is none for the type. */
    String literal(String type) {
        SqlType read = SqlType.read(new SqlReader(type));
        return switch (read.base()) {
            case "int", "bigint", "tinyint" -> Integer.toString(below(9));
            case "decimal" -> below(9) + ".5";
            case "double" -> below(9) + ".25";
            case "varchar" -> "_UTF8MB4'" + of(List.of("", "it''s", "x,y", "0")) + "'";
            case "datetime" -> "_UTF8MB4'2024-02-29 01:02:03'";
            case "date" -> "_UTF8MB4'2024-02-29'";
            case "enum" -> "_UTF8MB4'b c'";
            default -> null;
        };
    }

    /** A value as TiDB prints it. */
    String value(ModelColumn column) {
        if (column.nullable() && chance(5)) {
            return null;
        }
        SqlType type = column.type();
        return switch (type.base()) {
            case "int" -> Integer.toString(random.nextInt(2_000_000) - 1_000_000);
            case "tinyint" -> Integer.toString(below(256) - 128);
            case "bigint" ->
                type.unsigned() ? Long.toUnsignedString(random.nextLong()) : Long.toString(random.nextLong());
            case "decimal" -> Texts.decimal(Integer.toString(below(20_000) - 10_000) + ".25", type.second());
            case "varchar" ->
                of(List.of("", "a", "a\"b", "x,y", "NULL", "\\N", "line\nbreak", "ünder", "v" + below(99)));
            case "datetime" ->
                "2024-0" + (1 + below(9)) + "-11 10:11:12" + Texts.fraction(type.first() > 0 ? "5" : "", type.first());
            case "date" -> "2024-0" + (1 + below(9)) + "-28";
            case "enum" -> of(type.labels());
            case "varbinary" -> of(List.of("0x", "0x00ff", "0x2c22", "0x5c4e"));
            case "double" -> of(List.of("0", "1.5", "-2.25", "1000.125"));
            case "bit" -> Texts.bits(below(512), type.first());
            default -> throw new AssertionError(type.base());
        };
    }
}
