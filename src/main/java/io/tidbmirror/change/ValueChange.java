package io.tidbmirror.change;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a change of a column's type does to the values that are there (tidb column_modify; docs/ddl.md). A statement that
 * TiDB executed in strict mode left no value that does not fit.
 */
public enum ValueChange {
    /** None: landed as before, the same type. */
    NONE,
    /** Every value is converted, with a certain result. */
    CERTAIN,
    /** Some values may have no certain result: only the rows tell. */
    CHECKED;

    private static final Map<MySqlType, Integer> INTEGERS = Map.of(
            MySqlType.TINYINT, 8,
            MySqlType.SMALLINT, 16,
            MySqlType.MEDIUMINT, 24,
            MySqlType.INT, 32,
            MySqlType.BIGINT, 64);
    private static final Set<MySqlType> TEXTS = EnumSet.of(MySqlType.CHAR, MySqlType.VARCHAR, MySqlType.TEXT);
    private static final Set<MySqlType> BINARIES = EnumSet.of(MySqlType.BINARY, MySqlType.VARBINARY, MySqlType.BLOB);
    private static final int LONGEST_INTEGER = 20;
    private static final int SIGN_ZERO_AND_POINT = 3;
    private static final int INT_BITS = 32;
    private static final int SMALLINT_BITS = 16;
    private static final double DIGITS_PER_BIT = Math.log10(2);

    /** What becomes of the values of a column. */
    public static ValueChange of(Column from, Column to) {
        ColumnType old = from.type();
        ColumnType type = to.type();
        if (old.equals(type) && from.value().equals(to.value())) {
            return NONE;
        }
        if (!from.isStandard() || !to.isStandard()) {
            return keepsValues(old, type) && from.value().equals(to.value()) ? NONE : CHECKED;
        }
        if (keepsValues(old, type)) {
            return from.value().equals(to.value()) ? NONE : isNumber(from, to) ? CERTAIN : CHECKED;
        }
        if (old.name() == type.name()
                && from.value().equals(to.value())
                && to.value().kind() == ValueKind.TIMESTAMP
                && old.scale() <= type.scale()) {
            return NONE;
        }
        return isCertain(from, to) ? CERTAIN : CHECKED;
    }

    private static boolean isNumber(Column from, Column to) {
        return isInteger(from.type())
                && isInteger(to.type())
                && from.value().kind() != ValueKind.TEXT
                && to.value().kind() != ValueKind.TEXT;
    }

    private static boolean keepsValues(ColumnType old, ColumnType type) {
        if (isInteger(old) && isInteger(type)) {
            return holds(type, old);
        }
        if (isText(old) && isText(type)) {
            return keepsText(old, type);
        }
        if (BINARIES.contains(old.name()) && BINARIES.contains(type.name())) {
            boolean padded = type.name() == MySqlType.BINARY;
            return padded
                    ? old.name() == MySqlType.BINARY && old.precision() == type.precision()
                    : type.name() == MySqlType.BLOB || isLonger(old, type);
        }
        return old.name() == type.name()
                && old.unsigned() == type.unsigned()
                && old.scale() == type.scale()
                && old.precision() == type.precision()
                && keepsLabels(old, type);
    }

    /** Trailing spaces are cut in CHAR only. */
    private static boolean keepsText(ColumnType old, ColumnType type) {
        if (type.name() == MySqlType.CHAR) {
            return old.name() == MySqlType.CHAR && old.precision() <= type.precision();
        }
        return type.name() == MySqlType.TEXT || isLonger(old, type);
    }

    private static boolean isLonger(ColumnType old, ColumnType type) {
        return old.precision() > 0 && old.precision() <= type.precision();
    }

    /** ENUM keeps each value by its label; a SET prints its labels in their order. */
    private static boolean keepsLabels(ColumnType old, ColumnType type) {
        boolean set = type.name() == MySqlType.SET && !old.elements().equals(type.elements());
        int known = old.elements().size();
        return !set
                || (known > 0
                        && known <= type.elements().size()
                        && type.elements().subList(0, known).equals(old.elements()));
    }

    private static boolean isCertain(Column from, Column to) {
        ColumnType old = from.type();
        ColumnType type = to.type();
        if (isText(type)) {
            return isPrinted(from, type);
        }
        boolean whole = isInteger(old);
        return switch (type.name()) {
            case DOUBLE ->
                type.scale() == 0
                        && signed(old, type)
                        && (old.name() == MySqlType.FLOAT || (whole && bits(old) <= INT_BITS));
            case FLOAT -> type.scale() == 0 && signed(old, type) && whole && bits(old) <= SMALLINT_BITS;
            case DATETIME -> old.name() == MySqlType.DATE || isFiner(old, type);
            case TIMESTAMP, TIME -> isFiner(old, type);
            case BINARY -> BINARIES.contains(old.name()) && isLonger(old, type);
            case BIT -> old.name() == MySqlType.BIT && old.precision() <= type.precision();
            case DECIMAL -> isCertainDecimal(from, to);
            default -> false;
        };
    }

    /** More digits behind the second. */
    private static boolean isFiner(ColumnType old, ColumnType type) {
        return old.name() == type.name() && old.scale() <= type.scale();
    }

    private static boolean signed(ColumnType old, ColumnType type) {
        return !type.unsigned() || old.unsigned();
    }

    /** Whether the text of every value fits. */
    private static boolean isPrinted(Column from, ColumnType type) {
        ColumnType old = from.type();
        int longest =
                switch (old.name()) {
                    case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> LONGEST_INTEGER;
                    case DECIMAL -> old.precision() + SIGN_ZERO_AND_POINT;
                    case ENUM -> Integer.MAX_VALUE;
                    default -> -1;
                };
        return longest >= 0 && (type.name() == MySqlType.TEXT || type.precision() >= longest);
    }

    private static boolean isCertainDecimal(Column from, Column to) {
        ColumnType old = from.type();
        ColumnType type = to.type();
        int before = type.precision() - type.scale();
        if (isInteger(old)) {
            return before >= digits(old) && signed(old, type);
        }
        return old.name() == MySqlType.DECIMAL
                && type.scale() >= old.scale()
                && before >= old.precision() - old.scale()
                && signed(old, type);
    }

    private static int digits(ColumnType integer) {
        return (int) Math.ceil(bits(integer) * DIGITS_PER_BIT);
    }

    /** Whether a type holds text of any kind. */
    public static boolean isText(ColumnType type) {
        return TEXTS.contains(type.name());
    }

    private static boolean isInteger(ColumnType type) {
        return INTEGERS.containsKey(type.name());
    }

    /** Bits of an integer type. */
    public static int bits(ColumnType integer) {
        Integer bits = INTEGERS.get(integer.name());
        if (bits == null) {
            throw new IllegalArgumentException(integer.name() + " is no integer");
        }
        return bits;
    }

    private static boolean holds(ColumnType type, ColumnType old) {
        return old.unsigned() == type.unsigned() ? bits(type) >= bits(old) : old.unsigned() && bits(type) > bits(old);
    }
}
