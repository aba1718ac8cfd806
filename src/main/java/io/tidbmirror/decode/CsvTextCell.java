package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;

/** Text in quotes, copied while its end is sought: quotes doubled within become one, bytes that are not ASCII are checked. */
final class CsvTextCell extends CsvBytesCell {
    private static final int WORD = Long.BYTES;
    private static final int STEP = 64;
    private static final int MORE_BYTES = 1024;

    /** What may be written without a look at how much room there is. */
    private static final int MOST_WORDS = ColumnVector.SLACK / WORD;

    private long seen;

    CsvTextCell(Form form) {
        super(form);
    }

    /** Text without quotes inside. How many words it has cannot be foreseen, so that three are not branched on. */
    @Override
    int read(byte[] bytes, int start, int row) {
        if (bytes[start] != quote) {
            return readNull(Swar.load(bytes, start), start, row);
        }
        int at = start + 1;
        int out = offsets[row];
        byte[] into = out > room ? grown(out, MORE_BYTES) : data;
        long first = Swar.load(bytes, at);
        long second = Swar.load(bytes, at + WORD);
        long third = Swar.load(bytes, at + 2 * WORD);
        Swar.store(into, out, first);
        Swar.store(into, out + WORD, second);
        Swar.store(into, out + 2 * WORD, third);
        long seen = first | second | third;
        // Bits before the first quote, 64 if there is none: only then those of the next word count.
        int more = bitsBefore(second) + (bitsBefore(third) & -(bitsBefore(second) >>> 6));
        int bits = bitsBefore(first) + (more & -(bitsBefore(first) >>> 6));
        for (int words = 3; bits == Long.SIZE * words; words++) {
            if (words == MOST_WORDS) {
                return readDoubled(bytes, at, out, 0, row);
            }
            long word = Swar.load(bytes, at + words * WORD);
            Swar.store(into, out + words * WORD, word);
            seen |= word;
            bits += bitsBefore(word);
        }
        at += bits >>> 3;
        out += bits >>> 3;
        if (bytes[at + 1] != end()) {
            return readDoubled(bytes, at, out, seen, row);
        }
        return finish(seen, at + 2, out, row);
    }

    private int bitsBefore(long word) {
        return Long.numberOfTrailingZeros(Swar.firstZero(word ^ quotes));
    }

    /**
     * Hot loop for a text with quotes inside, such as JSON, or for a long one: 64 bytes a step. Their quotes are bits of one word,
     * so that where a run between two pairs ends does not have to be waited for.
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
                    return bytes[at + place + 1] == end() ? finish(seen, at + place + 2, out, row) : UNUSUAL;
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
    private int finish(long bits, int next, int out, int row) {
        if ((bits & Swar.HIGH_BITS) != 0 && !Utf8.isValid(data, offsets[row], out)) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        return next;
    }

    private byte[] roomFor(int out) {
        return out + ColumnVector.SLACK > room ? grown(out, MORE_BYTES) : data;
    }
}
