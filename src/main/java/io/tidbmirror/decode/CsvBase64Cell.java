package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Binary values in base64, in quotes. */
final class CsvBase64Cell extends CsvBytesCell {
    CsvBase64Cell(Form form) {
        super(form);
    }

    /** Decodes eight letters a step until there are less; where they end is sought only then. */
    @Override
    int read(byte[] bytes, int start, int row) {
        if (bytes[start] != quote) {
            return readNull(Swar.load(bytes, start), start, row);
        }
        int at = start + 1;
        int out = offsets[row];
        byte[] into = data;
        while (at < limit()) {
            into = out > room ? grown(out) : into; // once at least, for what is behind the last step
            long value = BinaryParser.eight(Swar.load(bytes, at));
            if (value < 0) {
                break;
            }
            BinaryParser.put(value, into, out);
            at += BinaryParser.STEP_LETTERS;
            out += BinaryParser.STEP_BYTES;
        }
        int stop = end(bytes, at);
        if (bytes[stop] != quote || bytes[stop + 1] != end()) {
            return UNUSUAL;
        }
        out = BinaryParser.base64(bytes, at, stop, into, out);
        if (out < 0) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        return stop + 2;
    }

    /** Where the first quote is, up to two words on: less than eight letters are left, and the padding. */
    private int end(byte[] bytes, int at) {
        int first = Swar.first(Swar.firstZero(Swar.load(bytes, at) ^ quotes));
        return first < Long.BYTES
                ? at + first
                : at + Long.BYTES + Swar.first(Swar.firstZero(Swar.load(bytes, at + Long.BYTES) ^ quotes));
    }

    @Override
    void finish(ColumnVector into, int rows) throws BadCellException {
        BinaryParser.requireNoHex((BytesVector) into, rows);
        super.finish(into, rows);
    }
}
