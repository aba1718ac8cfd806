package io.tidbmirror.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time in a {@code long}, the first byte lowest. */
final class Swar {
    static final long HIGH_BITS = 0x8080808080808080L;

    private static final long LOW_SEVEN = 0x7F7F7F7F7F7F7F7FL;
    private static final long ONES = 0x0101010101010101L;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Swar() {}

    static long load(byte[] bytes, int position) {
        return (long) WORDS.get(bytes, position);
    }

    static void store(byte[] bytes, int position, long word) {
        WORDS.set(bytes, position, word);
    }

    /** The byte in all eight places. */
    static long spread(int value) {
        return (value & 0xFF) * ONES;
    }

    /** The high bit of each byte that is zero, exactly. */
    static long zeros(long word) {
        return ~(((word & LOW_SEVEN) + LOW_SEVEN) | word | LOW_SEVEN);
    }

    /** The first bytes alone, 0 to 7 of them; the others are zero. */
    static long head(long word, int bytes) {
        return word & ((1L << (Long.BYTES * bytes)) - 1);
    }

    /** The high bit of the first byte that is zero; those of bytes behind it are not certain. */
    static long firstZero(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }

    /** The eight high bits as the low eight bits of a number. */
    static long gather(long highBits) {
        return ((highBits >>> 7) * 0x0102040810204080L) >>> 56;
    }

    /** Index of the first byte whose high bit is set; 8 if none. */
    static int first(long highBits) {
        return Long.numberOfTrailingZeros(highBits) >>> 3;
    }
}
