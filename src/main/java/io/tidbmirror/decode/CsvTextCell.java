package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;

/** Text in quotes, copied while its end is sought: quotes doubled within become one, bytes that are not ASCII are checked. */
final class CsvTextCell extends CsvBytesCell {
    private static final TextScan SCAN = TextScan.best();
    private static final int STEP = TextScan.BYTES;

    private long seen;

    CsvTextCell(Form form) {
        super(form);
    }

    /** Text without quotes inside, if it is not long. */
    @Override
    int read(byte[] bytes, int start, int row) {
        if (bytes[start] != quote) {
            return readNull(Swar.load(bytes, start), start, row);
        }
        int out = offsets[row];
        byte[] into = out > room ? grown(out) : data;
        long copied = SCAN.copyTo(quote, bytes, start + 1, into, out);
        int length = (int) (copied & TextScan.COUNT);
        long notAscii = copied & ~TextScan.COUNT;
        int at = start + 1 + length;
        out += length;
        if (length == STEP || bytes[at + 1] != end()) {
            return readDoubled(bytes, at, out, notAscii, row);
        }
        return finish(notAscii, at + 2, out, row);
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
            long found = SCAN.find(bytes, at, quote);
            seen |= SCAN.notAscii(bytes, at);
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

    private static int copy(byte[] bytes, int from, byte[] into, int out, int length) {
        SCAN.copy(bytes, from, into, out, length);
        return out + length;
    }

    /** @param notAscii not zero if a byte of the text is not ASCII */
    private int finish(long notAscii, int next, int out, int row) {
        if (notAscii != 0 && !Utf8.isValid(data, offsets[row], out)) {
            return UNUSUAL;
        }
        offsets[row + 1] = out;
        return next;
    }

    private byte[] roomFor(int out) {
        return out + ColumnVector.SLACK > room ? grown(out) : data;
    }
}
