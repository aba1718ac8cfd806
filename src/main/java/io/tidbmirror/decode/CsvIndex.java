package io.tidbmirror.decode;

import java.util.Arrays;

/**
 * The index of a chunk whose delimiter and quote are single bytes: 64 bytes a step, without a branch on what they are.
 * The hot loop of CSV: a bit for each quote, turned by prefix-xor into a mask of what lies within quotes, leaves the
 * delimiters and line feeds outside. Bytes that do not follow the quoting rules shift that mask; every cell is checked
 * afterwards, so such rows are found.
 */
final class CsvIndex implements CsvScanner {
    private static final TextScan SCAN = TextScan.best();
    private static final int STEP = TextScan.BYTES;
    private static final int INITIAL = 1024;

    private final byte delimiter;
    private final byte quote;
    private final int cells;
    private final boolean carriageReturn;

    private byte[] bytes = new byte[0];
    private int[] ends = new int[INITIAL];
    private int count;

    /** @param cells cells of a row that fits the schema: such rows are recognised at once */
    CsvIndex(byte delimiter, byte quote, int cells, boolean carriageReturn) {
        this.delimiter = delimiter;
        this.quote = quote;
        this.cells = cells;
        this.carriageReturn = carriageReturn;
    }

    @Override
    public int[] ends() {
        return ends;
    }

    @Override
    public void scan(byte[] source, int from, int to) {
        bytes = source;
        ends[0] = from - (carriageReturn ? 2 : 1);
        int[] out = ends;
        int next = 1;
        long within = 0;
        for (int i = from; i < to; i += STEP) {
            within = prefixXor(SCAN.find(source, i, quote)) ^ within;
            long endBits = SCAN.findEither(source, i, delimiter, (byte) '\n') & ~within;
            within >>= STEP - 1;
            if (to - i < STEP) {
                endBits &= (1L << (to - i)) - 1;
            }
            if (next + STEP > out.length) {
                out = Arrays.copyOf(out, 2 * out.length);
            }
            int more = Long.bitCount(endBits);
            for (int at = next; endBits != 0; endBits &= endBits - 1) {
                out[at++] = i + Long.numberOfTrailingZeros(endBits);
            }
            next += more;
        }
        ends = out;
        count = next - 1;
    }

    @Override
    public int rowEnd(int before) throws BadRowException {
        int last = before + cells;
        if (last > count || !isRow(before, last)) {
            last = lineFeed(before + 1);
            if (last > count) {
                return INCOMPLETE;
            }
        }
        if (carriageReturn) {
            if (bytes[ends[last] - 1] != '\r') {
                throw new BadRowException(ends[last], "a row ends with a line feed alone; check feed.terminator");
            }
            ends[last]--;
        }
        return last;
    }

    private boolean isRow(int before, int last) {
        int different = bytes[ends[last]] ^ '\n';
        for (int i = before + 1; i < last; i++) {
            different |= bytes[ends[i]] ^ delimiter;
        }
        return different == 0;
    }

    private int lineFeed(int first) {
        int at = first;
        while (at <= count && bytes[ends[at]] != '\n') {
            at++;
        }
        return at;
    }

    private static long prefixXor(long bits) {
        long sum = bits;
        for (int shift = 1; shift < Long.SIZE; shift <<= 1) {
            sum ^= sum << shift;
        }
        return sum;
    }
}
