package io.tidbmirror.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column type as TiDB knows it.
 *
 * @param base lower-case name without synonyms: {@code int}, not {@code integer}
 * @param first length, precision or fractional digits; -1 if there is none
 * @param second scale; 0 if there is none
 */
record SqlType(String base, int first, int second, boolean unsigned, List<String> labels) {

    private static final Map<String, String> SYNONYMS = Map.of(
            "integer", "int",
            "bool", "tinyint",
            "boolean", "tinyint",
            "numeric", "decimal",
            "dec", "decimal",
            "fixed", "decimal",
            "real", "double",
            "nvarchar", "varchar");

    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json");
    private static final Set<String> BINARIES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final int DEFAULT_DIGITS = 10;
    private static final int BITS = 8;

    static SqlType read(SqlReader sql) {
        String word = sql.name().toLowerCase(Locale.ROOT);
        boolean bool = word.startsWith("bool");
        String base = SYNONYMS.getOrDefault(word, word);
        sql.accept("PRECISION");
        List<SqlReader> arguments = sql.peek().is("(") ? sql.bracketed().parts() : List.of();
        List<String> labels = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (SqlReader argument : arguments) {
            if (argument.peek().kind() == SqlReader.Kind.TEXT) {
                labels.add(argument.text());
            } else {
                numbers.add(Integer.valueOf(argument.next().text()));
            }
        }
        boolean unsigned = false;
        for (String flag = flag(sql); flag != null; flag = flag(sql)) {
            unsigned |= !flag.equals("SIGNED");
        }
        int first = numbers.isEmpty() ? (bool ? 1 : implied(base)) : numbers.get(0);
        return new SqlType(base, first, numbers.size() > 1 ? numbers.get(1) : 0, unsigned, List.copyOf(labels));
    }

    private static String flag(SqlReader sql) {
        return sql.acceptOne("UNSIGNED", "ZEROFILL", "SIGNED");
    }

    private static int implied(String base) {
        return switch (base) {
            case "decimal" -> DEFAULT_DIGITS;
            case "bit", "char", "binary" -> 1;
            case "datetime", "timestamp", "time" -> 0;
            default -> -1;
        };
    }

    boolean isInteger() {
        return INTEGERS.contains(base);
    }

    boolean isFloating() {
        return base.equals("float") || base.equals("double");
    }

    boolean isText() {
        return TEXTS.contains(base);
    }

    boolean isPlainText() {
        return isText() && labels.isEmpty() && !base.equals("json");
    }

    boolean isBinary() {
        return BINARIES.contains(base);
    }

    boolean isMoment() {
        return base.equals("datetime") || base.equals("timestamp");
    }

    /** COLUMN_TYPE as {@code information_schema} shows it, without the width of integers. */
    String columnType() {
        StringBuilder text = new StringBuilder(base);
        if (!labels.isEmpty()) {
            text.append("('")
                    .append(String.join(
                            "','",
                            labels.stream().map(l -> l.replace("'", "''")).toList()))
                    .append("')");
        } else if (base.equals("decimal") || (isFloating() && second > 0)) {
            text.append('(').append(first).append(',').append(second).append(')');
        } else if (first >= 0 && !isInteger() && !isFloating() && !base.equals("year") && !(isTime() && first == 0)) {
            text.append('(').append(first).append(')');
        }
        return text + (unsigned && !base.equals("bit") ? " unsigned" : "");
    }

    boolean isTime() {
        return isMoment() || base.equals("time");
    }

    /** What a NOT NULL column without a default holds in rows that were there before it. */
    String zero() {
        if (isInteger() || isFloating()) {
            return "0";
        }
        return switch (base) {
            case "decimal" -> Texts.decimal("0", second);
            case "bit" -> Texts.bits(0, first);
            case "binary" -> "0x" + "00".repeat(first);
            case "date" -> "0000-00-00";
            case "datetime", "timestamp" -> "0000-00-00 00:00:00" + Texts.fraction("", first);
            case "time" -> "00:00:00" + Texts.fraction("", first);
            case "year" -> "0000";
            case "enum" -> labels.get(0);
            case "json" -> "null";
            default -> isBinary() ? "0x" : "";
        };
    }

    /** The text TiDB prints for a literal that is stored in such a column. */
    String textOf(String literal) {
        if (isInteger()) {
            return Texts.integer(literal);
        }
        if (isBinary()) {
            String hex = HexFormat.of().formatHex(literal.getBytes(StandardCharsets.UTF_8));
            return Texts.padded("0x" + hex, base.equals("binary") ? first : 0);
        }
        return switch (base) {
            case "float", "double" -> Texts.plain(literal);
            case "decimal" -> Texts.decimal(literal, second);
            case "bit" -> Texts.bits(Long.parseLong(literal), first);
            case "datetime", "timestamp", "time" -> Texts.time(literal, first, isMoment());
            case "char" -> literal.stripTrailing();
            default -> literal;
        };
    }

    int bitBytes() {
        return (first + BITS - 1) / BITS;
    }
}
