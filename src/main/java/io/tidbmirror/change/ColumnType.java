package io.tidbmirror.change;

import java.util.List;

/**
 * A column's type in TiDB.
 *
 * @param name type name; the four sizes of TEXT and of BLOB are one type each
 * @param unsigned UNSIGNED flag of numbers; true for BIT and YEAR
 * @param precision DECIMAL digits, BIT width, length of CHAR and BINARY kinds in characters or bytes; 0 if unknown
 * @param scale DECIMAL and FLOAT(p,s) scale, fractional seconds of DATETIME, TIMESTAMP and TIME; 0 if absent
 * @param elements labels of ENUM and SET in index order; empty if the source does not tell them
 */
public record ColumnType(MySqlType name, boolean unsigned, int precision, int scale, List<String> elements) {
    public ColumnType {
        elements = List.copyOf(elements);
    }

    public static ColumnType of(MySqlType name) {
        return new ColumnType(name, false, 0, 0, List.of());
    }

    /** The same type with the labels of an ENUM or SET. */
    public ColumnType withElements(List<String> labels) {
        return new ColumnType(name, unsigned, precision, scale, labels);
    }
}
