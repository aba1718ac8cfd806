package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each kind of number as text, compared with what the JDK makes of it. */
class NumbersAreWrittenExactlyTest {
    private static final int RANDOM = 20_000;

    private final Random random = new Random(20261126);

    @Test
    void integersOfEveryLength() {
        List<Long> values = new ArrayList<>(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE));
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            values.addAll(List.of(power, power - 1, power + 1, -power, 1 - power, -1 - power));
        }
        for (int i = 0; i < RANDOM; i++) {
            values.add(random.nextLong() >> random.nextInt(64));
        }
        LongVector vector = new LongVector();
        values.forEach(vector::add);

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.INT64), 0, vector))
                .isEqualTo(values.stream().map(String::valueOf).toList());
    }

    @Test
    void decimalsOfEveryPrecisionAndScale() {
        for (int precision = 1; precision <= 38; precision++) {
            for (int scale = 0; scale <= Math.min(30, precision); scale++) {
                ValueType type = ValueType.decimal(precision, scale);
                List<BigInteger> values = unscaled(precision);
                ColumnVector vector = type.newVector();
                values.forEach(value -> add(vector, value));
                int digits = scale;

                assertThat(DelimitedCells.of(type, 0, vector))
                        .as(type.text())
                        .isEqualTo(values.stream()
                                .map(value -> new BigDecimal(value, digits).toPlainString())
                                .toList());
            }
        }
    }

    private List<BigInteger> unscaled(int precision) {
        BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        List<BigInteger> values =
                new ArrayList<>(List.of(most, most.negate(), BigInteger.ZERO, BigInteger.ONE, BigInteger.valueOf(-1)));
        for (int i = 0; i < 20; i++) {
            BigInteger value = new BigInteger(1 + random.nextInt(127), random).mod(most);
            values.add(random.nextBoolean() ? value : value.negate());
        }
        if (precision > 20) {
            values.add(BigInteger.ONE.shiftLeft(Long.SIZE).negate());
        }
        return values;
    }

    private static void add(ColumnVector vector, BigInteger value) {
        if (vector instanceof DecimalVector wide) {
            wide.add(value.shiftRight(Long.SIZE).longValue(), value.longValue());
        } else {
            ((LongVector) vector).add(value.longValueExact());
        }
    }

    @Test
    void doublesKeepEveryBit() {
        DoubleVector vector = new DoubleVector();
        List<Double> values = new ArrayList<>(List.of(0d, -0d, 1e21, 1e-7, 2.2250738585072014e-308, 4.9e-324));
        values.addAll(List.of(Double.MAX_VALUE, -Double.MAX_VALUE, 0.1, 9007199254740993d, 123456789012.345));
        for (int i = 0; i < RANDOM; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            values.add(Double.isFinite(value) ? value : 1d);
            values.add(random.nextInt(1 << 30) / Math.pow(10, random.nextInt(12)));
            values.add(random.nextLong(-1L << 53, 1L << 53) / Math.pow(10, random.nextInt(20)));
            values.add(Math.nextDown(Math.pow(10, random.nextInt(-3, 17))));
        }
        values.forEach(vector::add);

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.DOUBLE), 0, vector))
                .extracting(text -> Double.doubleToRawLongBits(Double.parseDouble(text)))
                .isEqualTo(values.stream().map(Double::doubleToRawLongBits).toList());
    }

    @Test
    void doublesHaveTheDigitsThatPeopleWrote() {
        DoubleVector vector = new DoubleVector();
        List<String> texts =
                List.of("605.4203689753291", "-0.1", "0.5", "123456.789012", "17.1234567", "9007199254740991");
        texts.forEach(text -> vector.add(Double.parseDouble(text)));

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.DOUBLE), 0, vector)).isEqualTo(texts);
    }

    @Test
    void floatsKeepEveryBit() {
        DoubleVector vector = new DoubleVector();
        List<Float> values = new ArrayList<>(List.of(0f, -0f, 3.14f, -3.4e38f, 1e-38f, 1.4e-45f, 16777216f, 1e20f));
        for (int i = 0; i < RANDOM; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            values.add(Float.isFinite(value) ? value : 1f);
            values.add(random.nextInt(1 << 24) / (float) Math.pow(10, random.nextInt(8)));
        }
        values.forEach(value -> vector.add(value));

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.FLOAT), 0, vector))
                .extracting(text -> Float.floatToRawIntBits(Float.parseFloat(text)))
                .isEqualTo(values.stream().map(Float::floatToRawIntBits).toList());
    }
}
