package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.ValueChange;

/**
 * What a change of a column's type makes of its values, where that is certain (docs/ddl.md). A value that would be rounded,
 * cut or read anew is refused, never guessed.
 */
record ValueConversion(Column from, Column to) {
    /**
     * Adds all values, converted.
     *
     * @param operations one a row: what a delete cannot convert is NULL, since only its key counts
     */
    void convert(ColumnVector values, byte[] operations, ColumnVector into) throws RefusedValueException {
        if (ValueChange.of(from, to) == ValueChange.NONE) {
            into.append(values, 0, values.size());
            return;
        }
        for (int row = 0; row < values.size(); row++) {
            if (values.isNull(row) && !hidesZeroDates()) {
                into.addNull();
            } else if (values.isNull(row) || !add(values, row, into)) {
                if (operations[row] != Operation.DELETE.code()) {
                    throw new RefusedValueException("changes its type from " + name(from.type()) + " to "
                            + name(to.type()) + ", and what becomes of a value there is not certain");
                }
                into.addNull();
            }
        }
    }

    /** Whether a value may stand for a zero date, which the type after the change would show. */
    private boolean hidesZeroDates() {
        return MomentConversion.isMoment(from.value()) && !MomentConversion.isMoment(to.value());
    }

    private static String name(ColumnType type) {
        String scale = type.name() == MySqlType.DECIMAL ? "," + type.scale() : "";
        String sizes = type.precision() == 0 ? "" : "(" + type.precision() + scale + ")";
        return type.name() + sizes + (type.unsigned() ? " UNSIGNED" : "");
    }

    /** False if the result is not certain, as with a landed type that the user chose. */
    private boolean add(ColumnVector values, int row, ColumnVector into) {
        if (!from.isStandard() || !to.isStandard()) {
            return false;
        }
        return switch (from.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR, BIT, DECIMAL, FLOAT, DOUBLE ->
                new NumberConversion(from, to).add(values, row, into);
            case DATE, DATETIME, TIMESTAMP -> new MomentConversion(from, to).add(values, row, into);
            case CHAR, VARCHAR, TEXT -> addText((BytesVector) values, row, into);
            case ENUM, SET, BINARY, VARBINARY, BLOB, TIME ->
                new TextConversion(from, to).add((BytesVector) values, row, into);
            case JSON, VECTOR -> false;
        };
    }

    /** Text as it is, or the value that it is the text of. */
    private boolean addText(BytesVector values, int row, ColumnVector into) {
        return new TextConversion(from, to).add(values, row, into)
                || switch (to.type().name()) {
                    case DATE, DATETIME ->
                        new MomentConversion(from, to).addParsed(TextConversion.text(values, row), into);
                    default -> new NumberConversion(from, to).addParsed(TextConversion.text(values, row), into);
                };
    }
}
