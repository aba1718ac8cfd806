package io.tidbmirror.land.delimited;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers as decimal digits, eight at a time. Writes up to eight bytes past the digits. */
final class Digits {
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Digits of a {@code long} with its sign. */
    static final int MOST_BYTES = 20;

    static final int WORD = 8;

    private static final long WORD_POWER = 100_000_000L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final byte[] LEAST = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

    private Digits() {}

    /** Eight digits of a number below 10^8 as bytes in a word, the first lowest, each 0 to 9. */
    private static long eight(long number) {
        long high = number / 10_000;
        long fours = high | (number - high * 10_000) << 32;
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
        long pairs = hundreds | (fours - hundreds * 100) << 16;
        long tens = ((pairs * 103) >>> 10) & 0x000F_000F_000F_000FL;
        return tens | (pairs - tens * 10) << 8;
    }

    /** Eight digits of a number below 10^8 as ASCII in a word, the first lowest. */
    static long ascii(long number) {
        return eight(number) | ZEROS;
    }

    static int put(long number, byte[] out, int start) {
        int at = start;
        long value = number;
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                System.arraycopy(LEAST, 0, out, at, LEAST.length);
                return at + LEAST.length;
            }
            out[at++] = '-';
            value = -value;
        }
        return unsigned(value, out, at);
    }

    /** A number that is not negative. */
    static int unsigned(long number, byte[] out, int start) {
        if (number < WORD_POWER) {
            long digits = eight(number);
            int leading = Math.min(Long.numberOfTrailingZeros(digits) >>> 3, WORD - 1);
            LONGS.set(out, start, (digits | ZEROS) >>> (leading << 3));
            return start + WORD - leading;
        }
        long head = number / WORD_POWER;
        int at = unsigned(head, out, start);
        LONGS.set(out, at, ascii(number - head * WORD_POWER));
        return at + WORD;
    }

    /** A number below 10 to the {@code digits}, with leading zeros; up to 18 digits. */
    static int padded(long number, int digits, byte[] out, int start) {
        if (digits <= WORD) {
            LONGS.set(out, start, ascii(number) >>> ((WORD - digits) << 3));
            return start + digits;
        }
        long head = number / WORD_POWER;
        int at = padded(head, digits - WORD, out, start);
        LONGS.set(out, at, ascii(number - head * WORD_POWER));
        return at + WORD;
    }
}
