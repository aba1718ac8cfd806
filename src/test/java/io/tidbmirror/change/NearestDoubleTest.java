package io.tidbmirror.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Quotients are the doubles that the JDK reads from the same digits, to the last bit. */
class NearestDoubleTest {
    private static final int DRAWS = 200_000;
    private static final long MOST = 999_999_999_999_999_999L;

    @Test
    void ofDrawnDigits() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < DRAWS; i++) {
            check(random.nextLong(random.nextBoolean() ? MOST : 1L << random.nextInt(1, 60)), random.nextInt(19));
        }
    }

    @Test
    void ofDigitsInTheMiddleBetweenTwoDoublesAndBesideIt() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < DRAWS / 4; i++) {
            double below = Double.longBitsToDouble(
                    random.nextLong(Double.doubleToLongBits(1e-3), Double.doubleToLongBits(1e17)));
            BigDecimal middle =
                    new BigDecimal(below).add(new BigDecimal(Math.ulp(below)).divide(BigDecimal.valueOf(2)));
            for (int power = 0; power <= NearestDouble.MOST_DIGITS; power++) {
                BigDecimal digits = middle.scaleByPowerOfTen(power);
                if (digits.compareTo(BigDecimal.valueOf(MOST - 1)) < 0 && digits.signum() > 0) {
                    long whole = digits.longValue();
                    check(whole, power);
                    check(whole + 1, power);
                }
            }
        }
    }

    @Test
    void ofPowersOfTwoAndTheirNeighbours() {
        for (int bit = 0; bit < 60; bit++) {
            for (int power = 0; power <= NearestDouble.MOST_DIGITS; power++) {
                for (long digits = (1L << bit) - 1; digits <= Math.min(MOST, (1L << bit) + 3); digits++) {
                    check(digits, power);
                }
            }
        }
    }

    private static void check(long digits, int power) {
        double expected = Double.parseDouble(digits + "e-" + power);
        double actual = NearestDouble.quotient(digits, power);
        if (Double.doubleToLongBits(actual) != Double.doubleToLongBits(expected)) {
            assertThat(actual).as(digits + " / 10^" + power).isEqualTo(expected);
        }
    }
}
