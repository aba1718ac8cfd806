package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Text in quotes, copied while its end is sought: quotes doubled within become one, bytes that are not ASCII are checked. */
final class CsvTextCell extends CsvCell {
    private static final int WORD = Long.BYTES;

    private final long quotes;
    private BytesVector vector = new BytesVector();
    private byte[] data = new byte[0];
    private int[] offsets = new int[0];

    CsvTextCell(Form form) {
        super(form);
        this.quotes = Swar.spread(form.quote());
    }

    @Override
    void take(ColumnVector into) {
        vector = (BytesVector) into;
        data = vector.data();
        offsets = vector.offsets();
    }

    /** Hot loop. Words are copied past the end too, into what the next text overwrites or the slack behind the last. */
    @Override
    int read(byte[] bytes, int start, int row) {
        byte quote = form().quote();
        if (bytes[start] != quote) {
            return readNull(bytes, start, row);
        }
        byte[] into = data;
        int first = offsets[row];
        int out = first;
        int at = start + 1;
        int stop = stop(at, out);
        long seen = 0;
        while (true) {
            if (at >= stop) {
                if (at >= limit()) {
                    return UNUSUAL;
                }
                into = grown(out, limit() - at);
                stop = stop(at, out);
            }
            long word = Swar.load(bytes, at);
            Swar.store(into, out, word);
            long found = Swar.zeros(word ^ quotes);
            if (found == 0) {
                seen |= word;
                at += WORD;
                out += WORD;
            } else {
                int before = Swar.first(found);
                seen |= word & ~(-1L << (Byte.SIZE * before));
                at += before;
                out += before;
                if (bytes[at + 1] != quote) {
                    break;
                }
                at += 2;
                out++;
            }
        }
        if ((seen & Swar.HIGH_BITS) != 0 && !Utf8.isValid(into, first, out)) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        setValue(row);
        return at + 1;
    }

    /** Up to where the bytes from {@code at} on can be copied to {@code out}. */
    private int stop(int at, int out) {
        return Math.min(limit(), at + data.length - ColumnVector.SLACK - out);
    }

    private byte[] grown(int held, int more) {
        vector.reserveBytes(held + Math.min(more, Math.max(held, 1024)));
        data = vector.data();
        return data;
    }

    @Override
    void setNull(int row) {
        offsets[row + 1] = offsets[row];
        super.setNull(row);
    }
}
