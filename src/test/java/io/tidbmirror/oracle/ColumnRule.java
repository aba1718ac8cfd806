package io.tidbmirror.oracle;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one TiDB column must appear in a landing file: its type as DuckDB names it, and one canonical text for both the
 * value in the truth and the value in the file. Numbers in floating point compare by their bits, everything else by its
 * text.
 */
final class ColumnRule {

    private static final Pattern TYPE = Pattern.compile("([a-z]+)(?:\\((\\d+)(?:,(\\d+))?\\))?.*", Pattern.DOTALL);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int MAX_DECIMAL = 38;

    private final String base;
    private final int first;
    private final int second;
    private final boolean unsigned;
    private final ZeroDates zeroDates;

    ColumnRule(ColumnTruth column, ZeroDates zeroDates) {
        String type = column.type().toLowerCase(Locale.ROOT);
        Matcher matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("COLUMN_TYPE " + column.type());
        }
        base = matcher.group(1);
        first = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        unsigned = type.contains(" unsigned");
        this.zeroDates = zeroDates;
    }

    /** The type a Fabric user is promised. */
    String duckType() {
        return switch (base) {
            case "tinyint", "smallint", "mediumint", "year" -> "INTEGER";
            case "int" -> unsigned ? "BIGINT" : "INTEGER";
            case "bigint" -> unsigned ? "DECIMAL(20,0)" : "BIGINT";
            case "bit" -> first == 64 ? "DECIMAL(20,0)" : "BIGINT";
            case "float" -> "FLOAT";
            case "double" -> "DOUBLE";
            case "decimal" -> first > MAX_DECIMAL ? "VARCHAR" : "DECIMAL(" + first + "," + second + ")";
            case "date" -> zeroDates == ZeroDates.TEXT ? "VARCHAR" : "DATE";
            case "datetime", "timestamp" -> zeroDates == ZeroDates.TEXT ? "VARCHAR" : "TIMESTAMP WITH TIME ZONE";
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> "BLOB";
            default -> "VARCHAR";
        };
    }

    /** The type that delimited files declare. */
    String dataType() {
        String type = duckType();
        return switch (type) {
            case "INTEGER" -> "Int32";
            case "BIGINT" -> "Int64";
            case "FLOAT" -> "Single";
            case "DOUBLE" -> "Double";
            case "DATE" -> "IDate";
            case "TIMESTAMP WITH TIME ZONE" -> "DateTime";
            case "BLOB" -> "ByteArray";
            default -> "String";
        };
    }

    /** Canonical text of a value of the truth. */
    String expected(String text) {
        if (text == null) {
            return null;
        }
        return switch (base) {
            case "float" -> Float.toString(Float.parseFloat(text));
            case "double" -> Double.toString(Double.parseDouble(text));
            case "year" -> Integer.toString(Integer.parseInt(text));
            case "bit" -> new BigInteger(text.substring(2), 16).toString();
            case "date", "datetime", "timestamp" -> zeroDates == ZeroDates.NULL && noCalendarDay(text) ? null : text;
            default -> text;
        };
    }

    /** Canonical text of a value as {@link LandingReader} gives it. */
    String landed(LandedColumn column, Object value) {
        if (value == null) {
            return null;
        }
        if (column.type().equals("DATE")) {
            return LocalDate.ofEpochDay((Long) value).toString();
        }
        if (column.type().startsWith("TIMESTAMP")) {
            return instant((Long) value);
        }
        if (column.type().startsWith("DECIMAL")) {
            return new BigDecimal(value.toString()).toPlainString(); // DuckDB prints .5
        }
        return switch (column.type()) {
            case "BLOB" -> "0x" + value;
            case "Single" -> Float.toString(Float.parseFloat(value.toString()));
            case "Double" -> Double.toString(Double.parseDouble(value.toString()));
            case "ByteArray" ->
                "0x" + HexFormat.of().formatHex(Base64.getDecoder().decode(value.toString()));
            default -> value.toString();
        };
    }

    private static boolean noCalendarDay(String text) {
        return text.startsWith("0000-") || text.startsWith("-00", 4) || text.startsWith("-00", 7);
    }

    /** Exactly the digits that TiDB prints; finer digits than the column has are shown, so that they cannot hide. */
    private String instant(long micros) {
        long second = Math.floorDiv(micros, 1_000_000L);
        long fraction = Math.floorMod(micros, 1_000_000L);
        String text = SECONDS.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        String digits = String.format(Locale.ROOT, "%06d", fraction);
        boolean finer = !digits.substring(first).replace("0", "").isEmpty();
        String shown = finer ? digits : digits.substring(0, first);
        return shown.isEmpty() ? text : text + "." + shown;
    }
}
