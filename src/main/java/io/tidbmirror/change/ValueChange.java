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
        if (TEXTS.contains(old.name()) && TEXTS.contains(type.name())) {
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
        if (isInteger(old) && TEXTS.contains(type.name())) {
            return type.name() == MySqlType.TEXT || type.precision() >= LONGEST_INTEGER;
        }
        boolean decimal = to.value().kind() == ValueKind.DECIMAL && type.name() == MySqlType.DECIMAL;
        if (decimal && isInteger(old)) {
            return type.precision() - type.scale() >= digits(old) && (!type.unsigned() || old.unsigned());
        }
        return decimal
                && from.value().kind() == ValueKind.DECIMAL
                && old.name() == MySqlType.DECIMAL
                && type.scale() >= old.scale()
                && type.precision() - type.scale() >= old.precision() - old.scale()
                && (!type.unsigned() || old.unsigned());
    }

    private static int digits(ColumnType integer) {
        return (int) Math.ceil(bits(integer) * DIGITS_PER_BIT);
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
