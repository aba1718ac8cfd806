package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Text in quotes, copied while its end is sought: quotes doubled within become one, bytes that are not ASCII are checked. */
final class CsvTextCell extends CsvCell {
    private static final int WORD = Long.BYTES;
    private static final int STEP = 64;
    private static final int FIRST_BYTES = 1024;

    private final byte quote;
    private final long quotes;
    private BytesVector vector = new BytesVector();
    private byte[] data = new byte[0];
    private int[] offsets = new int[0];
    private long seen;

    CsvTextCell(Form form) {
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

    /** Hot loop for text without quotes inside, a word a step. */
    @Override
    int read(byte[] bytes, int start, int row) {
        if (bytes[start] != quote) {
            return readNull(bytes, start, row);
        }
        byte[] into = data;
        int out = offsets[row];
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
            long found = Swar.firstZero(word ^ quotes);
            if (found != 0) {
                int before = Swar.first(found);
                seen |= word & ~(-1L << (Byte.SIZE * before));
                at += before;
                out += before;
                break;
            }
            seen |= word;
            at += WORD;
            out += WORD;
        }
        if (bytes[at + 1] == quote) {
            return readDoubled(bytes, at, out, seen, row);
        }
        return finish(seen, at + 1, out, row);
    }

    /**
     * Hot loop for the rest of a text with quotes inside, such as JSON: 64 bytes a step. Their quotes are bits of one word,
     * so that where a run between two pairs ends does not have to be waited for. Begins at the first pair.
     */
    private int readDoubled(byte[] bytes, int start, int firstOut, long seenBefore, int row) {
        seen = seenBefore;
        int at = start;
        int out = firstOut;
        while (at < limit()) {
            byte[] into = roomFor(out);
            long found = quotes(bytes, at);
            int copied = 0;
            while (found != 0) {
                int place = Long.numberOfTrailingZeros(found);
                if (place == STEP - 1) {
                    break;
                }
                long others = found & (found - 1);
                if ((others >>> place & 2) == 0) {
                    out = copy(bytes, at + copied, into, out, place - copied);
                    return finish(seen, at + place + 1, out, row);
                }
                out = copy(bytes, at + copied, into, out, place + 1 - copied);
                copied = place + 2;
                found = others & (others - 1);
            }
            // A quote in the last place is looked at again with what follows it.
            int end = found == 0 ? STEP : STEP - 1;
            out = copy(bytes, at + copied, into, out, end - copied);
            at += end;
        }
        return UNUSUAL;
    }

    /** A bit for each of 64 bytes that is a quote. */
    private long quotes(byte[] bytes, int from) {
        long found = 0;
        long all = 0;
        for (int i = 0; i < STEP; i += WORD) {
            long word = Swar.load(bytes, from + i);
            all |= word;
            found |= Swar.gather(Swar.zeros(word ^ quotes)) << i;
        }
        seen |= all;
        return found;
    }

    /** Most runs are short: two words are copied whatever the length is. */
    private static int copy(byte[] bytes, int from, byte[] into, int out, int length) {
        Swar.store(into, out, Swar.load(bytes, from));
        Swar.store(into, out + WORD, Swar.load(bytes, from + WORD));
        for (int i = 2 * WORD; i < length; i += WORD) {
            Swar.store(into, out + i, Swar.load(bytes, from + i));
        }
        return out + length;
    }

    /** Ends a text of bytes whose bits are among {@code bits}. */
    private int finish(long bits, int end, int out, int row) {
        if ((bits & Swar.HIGH_BITS) != 0 && !Utf8.isValid(data, offsets[row], out)) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        setValue(row);
        return end;
    }

    private byte[] roomFor(int out) {
        if (out + ColumnVector.SLACK > data.length - ColumnVector.SLACK) {
            grown(out, FIRST_BYTES);
        }
        return data;
    }

    /** Up to where the bytes from {@code at} on can be copied to {@code out}. */
    private int stop(int at, int out) {
        return Math.min(limit(), at + data.length - ColumnVector.SLACK - out);
    }

    private byte[] grown(int held, int more) {
        vector.reserveBytes(held + Math.min(more, Math.max(held, FIRST_BYTES)));
        data = vector.data();
        return data;
    }

    @Override
    void setNull(int row) {
        offsets[row + 1] = offsets[row];
        super.setNull(row);
    }
}
