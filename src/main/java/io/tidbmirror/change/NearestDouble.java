package io.tidbmirror.change;

import java.math.BigInteger;

/**
 * The double that is nearest to an integer divided by a power of ten, ties to even: the algorithm of Eisel and Lemire
 * ("Number Parsing at a Gigabyte per Second", 2021), which needs no fallback (Mushtak and Lemire, 2023). Powers are few
 * here, so that no result is subnormal or infinite.
 */
public final class NearestDouble {
    /** The most digits, and the greatest power of ten. */
    public static final int MOST_DIGITS = 18;

    private static final int MANTISSA_BITS = 52;

    /** Of greater powers no quotient lies in the middle between two doubles. */
    private static final int MOST_TIE_POWER = 4;

    /** Bits of the product behind the mantissa and the bit that rounds it. */
    private static final int SPARE_BITS = Long.SIZE - MANTISSA_BITS - 3;

    private static final long SPARE_MASK = -1L >>> (MANTISSA_BITS + 3);
    private static final int BIAS = 1023;
    private static final long EXACT = 1L << 53;

    /** Digits behind the point from which on numbers often have more than a double. */
    private static final int MANY = 9;

    private static final double[] POWERS = new double[MOST_DIGITS + 1];

    /** The 128 highest bits of each inverse power of five, rounded up: the high and the low half. */
    private static final long[] INVERSES = new long[2 * POWERS.length];

    static {
        long ten = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = ten;
            ten *= 10;
            BigInteger five = BigInteger.valueOf(5).pow(i);
            BigInteger inverse = BigInteger.ONE
                    .shiftLeft(five.subtract(BigInteger.ONE).bitLength() + 2 * Long.SIZE - 1)
                    .divide(five)
                    .add(i == 0 ? BigInteger.ZERO : BigInteger.ONE);
            INVERSES[2 * i] = inverse.shiftRight(Long.SIZE).longValue();
            INVERSES[2 * i + 1] = inverse.longValue();
        }
    }

    private NearestDouble() {}

    /**
     * {@code digits / 10^power}.
     *
     * @param digits not negative, at most 18 digits
     * @param power 0 to 18
     */
    public static double quotient(long digits, int power) {
        // Both are exact doubles for short numbers: then the division rounds once (Clinger). Around sixteen digits that
        // cannot be foreseen, so that numbers with many are not tried.
        return (power < MANY && digits <= EXACT) || digits == 0 ? digits / POWERS[power] : rounded(digits, power);
    }

    private static double rounded(long digits, int power) {
        int shift = Long.numberOfLeadingZeros(digits);
        long normal = digits << shift;
        long inverse = INVERSES[2 * power];
        long high = multiplyHigh(normal, inverse);
        long low = normal * inverse;
        if ((high & SPARE_MASK) == SPARE_MASK) {
            long more = multiplyHigh(normal, INVERSES[2 * power + 1]);
            low += more;
            high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
        }
        int top = (int) (high >>> (Long.SIZE - 1));
        int spare = top + SPARE_BITS;
        long mantissa = high >>> spare;
        // In the middle between two doubles, the even one is nearer.
        if (power <= MOST_TIE_POWER
                && Long.compareUnsigned(low, 1) <= 0
                && (mantissa & 3) == 1
                && mantissa << spare == high) {
            mantissa &= ~1L;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        int exponent = binaryExponent(power) + top - shift + BIAS;
        // A mantissa that was rounded up to the next power of two carries into the exponent.
        return Double.longBitsToDouble(((long) exponent << MANTISSA_BITS) + mantissa - (1L << MANTISSA_BITS));
    }

    /** Of {@code 10^-power} with a mantissa of 64 bits before its point: floor(-power * log2(10)) + 63. */
    private static int binaryExponent(int power) {
        return (((152_170 + 65_536) * -power) >> 16) + Long.SIZE - 1;
    }

    /** The high half of the product of two numbers without sign. */
    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> (Long.SIZE - 1)) & b) + ((b >> (Long.SIZE - 1)) & a);
    }
}
