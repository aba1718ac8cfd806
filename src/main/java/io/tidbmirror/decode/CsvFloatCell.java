package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;

/** FLOAT and DOUBLE, not in quotes. */
final class CsvFloatCell extends CsvCell {
    /** The longest number that is sought for; others are unusual. */
    private static final int MOST_BYTES = 32;

    private final FloatParser parser;
    private final long ends;
    private double[] values = new double[0];

    CsvFloatCell(Form form, FloatParser parser) {
        super(form);
        this.parser = parser;
        this.ends = Swar.spread(form.end());
    }

    @Override
    void take(ColumnVector vector) {
        values = ((DoubleVector) vector).values();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        long word = Swar.load(bytes, at);
        if (isNull(word)) {
            return readNull(bytes, at, row);
        }
        int end = at;
        long found = Swar.zeros(word ^ ends);
        while (found == 0 && end - at < MOST_BYTES) {
            end += Long.BYTES;
            found = Swar.zeros(Swar.load(bytes, end) ^ ends);
        }
        end += Swar.first(found);
        try {
            values[row] = parser.value(bytes, at, end, row);
        } catch (BadCellException unusual) {
            return UNUSUAL;
        }
        setValue(row);
        return end;
    }
}
