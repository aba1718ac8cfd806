package io.tidbmirror.land.format;

/** Parquet's RLE / bit-packing hybrid, for definition levels and dictionary indexes (parquet-format Encodings.md). */
final class HybridRuns {
    private static final int GROUP = 8;
    private static final int WORD_BITS = 32;

    /** Moves the low bit of byte i of a word into bit i of the word's highest byte. */
    private static final long GATHER = 0x0102040810204080L;

    private static final int GATHERED_SHIFT = 56;

    private HybridRuns() {}

    /** Definition levels of one data page, with their length in front: 1 where the row has a value. */
    static void putLevels(PageBuffer out, byte[] defined, int from, int to, int nulls) {
        int lengthAt = out.size();
        out.putInt(0);
        int rows = to - from;
        if (nulls == 0 || nulls == rows) {
            out.putVarint(rows << 1);
            out.putByte(nulls == 0 ? 1 : 0);
        } else {
            packLevels(out, defined, from, to);
        }
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    private static void packLevels(PageBuffer out, byte[] defined, int from, int to) {
        int groups = (to - from + GROUP - 1) / GROUP;
        out.putVarint((groups << 1) | 1);
        out.reserve(groups);
        byte[] bytes = out.bytes();
        int at = out.size();
        for (int row = from; row < to; row += GROUP) {
            long flags = (long) PageBuffer.LONGS.get(defined, row);
            if (to - row < GROUP) {
                flags &= -1L >>> (Long.SIZE - Byte.SIZE * (to - row));
            }
            bytes[at++] = (byte) ((flags * GATHER) >>> GATHERED_SHIFT);
        }
        out.added(groups);
    }

    /** The dictionary indexes of one data page: bit width, then one run. */
    static void putIndexes(PageBuffer out, int[] indexes, int count, int dictionarySize) {
        int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(dictionarySize - 1));
        out.putByte(width);
        if (allEqual(indexes, count)) {
            out.putVarint(count << 1);
            for (int shift = 0; shift < width; shift += Byte.SIZE) {
                out.putByte(indexes[0] >>> shift);
            }
        } else {
            packIndexes(out, indexes, count, width);
        }
    }

    private static boolean allEqual(int[] indexes, int count) {
        int i = 1;
        while (i < count && indexes[i] == indexes[0]) {
            i++;
        }
        return i >= count;
    }

    private static void packIndexes(PageBuffer out, int[] indexes, int count, int width) {
        int groups = (count + GROUP - 1) / GROUP;
        out.putVarint((groups << 1) | 1);
        int length = groups * width;
        out.reserve(length + Long.BYTES);
        byte[] bytes = out.bytes();
        int at = out.size();
        int whole = width * GROUP <= Long.SIZE ? count / GROUP : 0;
        for (int i = 0; i < whole * GROUP; i += GROUP) {
            PageBuffer.LONGS.set(bytes, at, group(indexes, i, width));
            at += width;
        }
        long word = 0;
        int bits = 0;
        for (int i = whole * GROUP; i < count; i++) {
            word |= (long) indexes[i] << bits;
            bits += width;
            if (bits >= WORD_BITS) {
                PageBuffer.INTS.set(bytes, at, (int) word);
                at += Integer.BYTES;
                word >>>= WORD_BITS;
                bits -= WORD_BITS;
            }
        }
        // The last group is padded with zeros: the word holds up to 31 bits, and zeros may follow up to the length.
        int end = out.size() + length;
        while (at < end) {
            bytes[at++] = (byte) word;
            word >>>= Byte.SIZE;
        }
        out.added(length);
    }

    /** Eight indexes of up to eight bits in one word. */
    private static long group(int[] indexes, int from, int width) {
        long low = indexes[from]
                | ((long) indexes[from + 1] << width)
                | ((long) indexes[from + 2] << (2 * width))
                | ((long) indexes[from + 3] << (3 * width));
        long high = indexes[from + 4]
                | ((long) indexes[from + 5] << width)
                | ((long) indexes[from + 6] << (2 * width))
                | ((long) indexes[from + 7] << (3 * width));
        return low | (high << (4 * width));
    }
}
