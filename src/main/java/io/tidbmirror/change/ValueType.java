package io.tidbmirror.change;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The landed type of a column. This class is the one place that maps TiDB types to landed types; only types that Fabric
 * documents as safe are used, so unsigned 64-bit integers become DECIMAL(20,0) and TIME, JSON and VECTOR become text.
 *
 * @param kind kind of value
 * @param precision DECIMAL digits, 1 to 38; else 0
 * @param scale DECIMAL scale; else 0
 */
public record ValueType(ValueKind kind, int precision, int scale) {
    /** Digits that always fit a {@code long}. */
    public static final int LONG_DIGITS = 18;

    /** The most digits that Parquet readers agree on; more are landed as text. */
    public static final int MAX_DIGITS = 38;

    private static final Pattern DECIMAL_TEXT = Pattern.compile("DECIMAL\\(([0-9]{1,2}),([0-9]{1,2})\\)");
    private static final int UNSIGNED_LONG_DIGITS = 20;
    private static final int SIGNED_LONG_BITS = 63;

    public static ValueType of(ValueKind kind) {
        return new ValueType(kind, 0, 0);
    }

    public static ValueType decimal(int precision, int scale) {
        return new ValueType(ValueKind.DECIMAL, precision, scale);
    }

    /** The landed type of a TiDB type under a zero-date policy. */
    public static ValueType of(ColumnType type, ZeroDate zeroDate) {
        return switch (type.name()) {
            case TINYINT, SMALLINT, MEDIUMINT, YEAR -> of(ValueKind.INT32);
            case INT -> of(type.unsigned() ? ValueKind.INT64 : ValueKind.INT32);
            case BIGINT -> type.unsigned() ? decimal(UNSIGNED_LONG_DIGITS, 0) : of(ValueKind.INT64);
            case BIT -> type.precision() > SIGNED_LONG_BITS ? decimal(UNSIGNED_LONG_DIGITS, 0) : of(ValueKind.INT64);
            case FLOAT -> of(ValueKind.FLOAT);
            case DOUBLE -> of(ValueKind.DOUBLE);
            case DECIMAL ->
                type.precision() > MAX_DIGITS ? of(ValueKind.TEXT) : decimal(type.precision(), type.scale());
            case DATE -> of(zeroDate == ZeroDate.TEXT ? ValueKind.TEXT : ValueKind.DATE);
            case DATETIME, TIMESTAMP -> of(zeroDate == ZeroDate.TEXT ? ValueKind.TEXT : ValueKind.TIMESTAMP);
            case TIME, CHAR, VARCHAR, TEXT, ENUM, SET, JSON, VECTOR -> of(ValueKind.TEXT);
            case BINARY, VARBINARY, BLOB -> of(ValueKind.BINARY);
        };
    }

    /** The type as HEAD records it: {@code INT64}, {@code DECIMAL(20,0)}. */
    public String text() {
        return kind == ValueKind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.name();
    }

    /**
     * Reads {@link #text} back.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static ValueType parse(String text) {
        Matcher decimal = DECIMAL_TEXT.matcher(text);
        return decimal.matches()
                ? decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
                : of(ValueKind.valueOf(text));
    }

    /** A new empty vector that holds values of this type. */
    public ColumnVector newVector() {
        return switch (kind) {
            case INT32, INT64, DATE, TIMESTAMP -> new LongVector();
            case FLOAT, DOUBLE -> new DoubleVector();
            case DECIMAL -> precision <= LONG_DIGITS ? new LongVector() : new DecimalVector();
            case TEXT, BINARY -> new BytesVector();
        };
    }
}
