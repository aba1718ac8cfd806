package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Binary values in base64, in quotes. */
final class CsvBase64Cell extends CsvBytesCell {
    CsvBase64Cell(Form form) {
        super(form);
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
        byte[] into = start + to - from > room ? grown(start, to - from) : data;
        int out = BinaryParser.base64(bytes, from, to, into, start);
        if (out < start) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        return to + 2;
    }

    @Override
    void finish(ColumnVector into, int rows) throws BadCellException {
        BinaryParser.requireNoHex((BytesVector) into, rows);
        super.finish(into, rows);
    }
}
