package io.tidbmirror.land.delimited;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ValueType;

/**
 * Writes the values of one column into rows: one call a value, no object a value. Hot, so writers keep the arrays of the
 * vector they {@link #load} in fields, and copy in words that may end in the slack behind both arrays.
 */
abstract class CellWriter {
    private static final byte[] NULL = Dialect.bytes(Dialect.NULL_VALUE);

    private byte[] defined = new byte[0];

    /** The writer of a column. */
    static CellWriter of(TableId table, Column column) {
        ValueType type = column.value();
        return switch (type.kind()) {
            case INT32, INT64 -> new IntegerCells();
            case FLOAT -> new FloatCells();
            case DOUBLE -> new DoubleCells();
            case DECIMAL ->
                type.precision() <= ValueType.LONG_DIGITS
                        ? new DecimalCells(type.scale())
                        : new WideDecimalCells(type.scale());
            case DATE -> new DateCells();
            case TIMESTAMP -> new TimestampCells(column.type().scale());
            case TEXT -> new TextCells(table, column.name());
            case BINARY -> new BinaryCells();
        };
    }

    /** Takes the vector whose rows come next. */
    final void load(ColumnVector vector) {
        defined = vector.defined();
        take(vector);
    }

    /** Writes the value of a row at {@code at} and returns where it ends. */
    final int put(int row, byte[] out, int at) {
        if (defined[row] == 0) {
            System.arraycopy(NULL, 0, out, at, NULL.length);
            return at + NULL.length;
        }
        return value(row, out, at);
    }

    /** The most bytes that the values of these rows take, without the slack. */
    final long most(int from, int to) {
        return (long) (to - from) * Math.max(NULL.length, fixedBytes()) + variableBytes(from, to);
    }

    /** The most bytes a value takes besides {@link #variableBytes}. */
    abstract int fixedBytes();

    long variableBytes(int from, int to) {
        return 0;
    }

    abstract void take(ColumnVector vector);

    abstract int value(int row, byte[] out, int at);
}
