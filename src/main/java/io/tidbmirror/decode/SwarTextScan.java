package io.tidbmirror.decode;

/** Eight bytes at a time. */
final class SwarTextScan implements TextScan {
    private static final int WORD = Long.BYTES;

    @Override
    public long find(byte[] bytes, int from, byte wanted) {
        long places = Swar.spread(wanted);
        long found = 0;
        for (int i = 0; i < BYTES; i += WORD) {
            found |= Swar.gather(Swar.zeros(Swar.load(bytes, from + i) ^ places)) << i;
        }
        return found;
    }

    @Override
    public long findEither(byte[] bytes, int from, byte one, byte other) {
        long ones = Swar.spread(one);
        long others = Swar.spread(other);
        long found = 0;
        for (int i = 0; i < BYTES; i += WORD) {
            long word = Swar.load(bytes, from + i);
            found |= Swar.gather(Swar.zeros(word ^ ones) | Swar.zeros(word ^ others)) << i;
        }
        return found;
    }

    @Override
    public long notAscii(byte[] bytes, int from) {
        long all = 0;
        for (int i = 0; i < BYTES; i += WORD) {
            all |= Swar.load(bytes, from + i);
        }
        return all & Swar.HIGH_BITS;
    }

    /** How many words it takes cannot be foreseen, so that three are not branched on. */
    @Override
    public long copyTo(byte stop, byte[] bytes, int from, byte[] into, int out) {
        long stops = Swar.spread(stop);
        long first = Swar.load(bytes, from);
        long second = Swar.load(bytes, from + WORD);
        long third = Swar.load(bytes, from + 2 * WORD);
        Swar.store(into, out, first);
        Swar.store(into, out + WORD, second);
        Swar.store(into, out + 2 * WORD, third);
        int inSecond = bitsBefore(second ^ stops);
        long seen = first | second | third;
        // Bits before the first stop, 64 if there is none: only then those of the next word count.
        int more = inSecond + (bitsBefore(third ^ stops) & -(inSecond >>> 6));
        int inFirst = bitsBefore(first ^ stops);
        int bits = inFirst + (more & -(inFirst >>> 6));
        for (int i = 3 * WORD; bits == Byte.SIZE * i && i < BYTES; i += WORD) {
            long word = Swar.load(bytes, from + i);
            Swar.store(into, out + i, word);
            seen |= word;
            bits += bitsBefore(word ^ stops);
        }
        return (seen & Swar.HIGH_BITS) + (bits >>> 3);
    }

    @Override
    public boolean isFast() {
        return true;
    }

    private static int bitsBefore(long zero) {
        return Long.numberOfTrailingZeros(Swar.firstZero(zero));
    }

    /** Most runs are short: two words are copied whatever the length is. */
    @Override
    public void copy(byte[] bytes, int from, byte[] into, int out, int length) {
        Swar.store(into, out, Swar.load(bytes, from));
        Swar.store(into, out + WORD, Swar.load(bytes, from + WORD));
        for (int i = 2 * WORD; i < length; i += WORD) {
            Swar.store(into, out + i, Swar.load(bytes, from + i));
        }
    }
}
