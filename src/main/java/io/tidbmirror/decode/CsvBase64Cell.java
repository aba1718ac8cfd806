package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Binary values in base64, in quotes. */
final class CsvBase64Cell extends CsvCell {
    private final byte quote;
    private final long quotes;
    private BytesVector vector = new BytesVector();
    private byte[] data = new byte[0];
    private int[] offsets = new int[0];

    CsvBase64Cell(Form form) {
        super(form);
        this.quote = form.quote();
        this.quotes = Swar.spread(quote);
    }

    @Override
    void take(ColumnVector into) {
        vector = (BytesVector) into;
        data = vector.data();
        offsets = vector.offsets();
    }

    @Override
    int read(byte[] bytes, int at, int row) {
        if (bytes[at] != quote) {
            return readNull(Swar.load(bytes, at), at, row);
        }
        int from = at + 1;
        int to = from;
        long found = 0;
        for (; found == 0 && to < limit(); to += Swar.first(found)) {
            found = Swar.firstZero(Swar.load(bytes, to) ^ quotes);
        }
        if (found == 0 || bytes[to + 1] != end()) {
            return UNUSUAL;
        }
        int start = offsets[row];
        if (start + to - from + ColumnVector.SLACK > data.length) {
            vector.reserveBytes(start + to - from);
            data = vector.data();
        }
        int out = BinaryParser.base64(bytes, from, to, data, start);
        if (out < start) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        return to + 2;
    }

    @Override
    void setNull(int row) {
        offsets[row + 1] = offsets[row];
        super.setNull(row);
    }

    @Override
    void finish(ColumnVector into, int rows) throws BadCellException {
        BinaryParser.requireNoHex(vector, rows);
        super.finish(into, rows);
    }
}
