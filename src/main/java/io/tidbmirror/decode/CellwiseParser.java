package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;

/** A parser that goes cell by cell, for types that are rare or whose values cost more than a call. */
abstract class CellwiseParser<V extends ColumnVector> implements ValueParser {
    private final Class<V> vector;

    CellwiseParser(Class<V> vector) {
        this.vector = vector;
    }

    @Override
    public final void parse(Cells cells, ColumnVector into) throws BadCellException {
        V typed = vector.cast(into);
        byte[] bytes = cells.bytes();
        for (int i = 0; i < cells.count(); i++) {
            if (cells.from()[i] == Cells.NULL) {
                into.addNull();
            } else {
                add(bytes, cells.from()[i], cells.to()[i], i, typed);
            }
        }
    }

    /** Adds one row. */
    abstract void add(byte[] bytes, int from, int to, int row, V into) throws BadCellException;
}
