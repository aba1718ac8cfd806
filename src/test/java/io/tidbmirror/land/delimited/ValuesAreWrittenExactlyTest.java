package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each kind of value as text, compared with what the JDK makes of it. */
class ValuesAreWrittenExactlyTest {
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

        assertThat(cells(ValueType.of(ValueKind.INT64), 0, vector))
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

                assertThat(cells(type, 0, vector))
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

        assertThat(cells(ValueType.of(ValueKind.DOUBLE), 0, vector))
                .extracting(text -> Double.doubleToRawLongBits(Double.parseDouble(text)))
                .isEqualTo(values.stream().map(Double::doubleToRawLongBits).toList());
    }

    @Test
    void doublesHaveTheDigitsThatPeopleWrote() {
        DoubleVector vector = new DoubleVector();
        List<String> texts =
                List.of("605.4203689753291", "-0.1", "0.5", "123456.789012", "17.1234567", "9007199254740991");
        texts.forEach(text -> vector.add(Double.parseDouble(text)));

        assertThat(cells(ValueType.of(ValueKind.DOUBLE), 0, vector)).isEqualTo(texts);
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

        assertThat(cells(ValueType.of(ValueKind.FLOAT), 0, vector))
                .extracting(text -> Float.floatToRawIntBits(Float.parseFloat(text)))
                .isEqualTo(values.stream().map(Float::floatToRawIntBits).toList());
    }

    @Test
    void everyDayOfACycleOfTheCalendarAndTheEndsOfIt() {
        LongVector vector = new LongVector();
        LongStream cycle = LongStream.range(
                LocalDate.of(1800, 1, 1).toEpochDay(), LocalDate.of(2200, 1, 1).toEpochDay());
        LongStream ends = LongStream.of(
                LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay());
        List<String> days = LongStream.concat(cycle, ends)
                .peek(vector::add)
                .mapToObj(day -> LocalDate.ofEpochDay(day).toString())
                .toList();

        assertThat(cells(ValueType.of(ValueKind.DATE), 0, vector).equals(days)).isTrue();
    }

    @Test
    void timestampsOfEveryScale() {
        for (int scale = 0; scale <= 6; scale++) {
            DateTimeFormatter form =
                    DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss" + (scale == 0 ? "" : "." + "S".repeat(scale)));
            long unit = (long) Math.pow(10, 6 - scale);
            LongVector vector = new LongVector();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < RANDOM / 5; i++) {
                LocalDateTime time = LocalDateTime.of(
                        1 + random.nextInt(9999),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60));
                long micros = time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + random.nextInt(1_000_000) / unit * unit;
                vector.add(micros);
                texts.add(form.format(LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                        ZoneOffset.UTC)));
            }

            assertThat(cells(ValueType.of(ValueKind.TIMESTAMP), scale, vector)).isEqualTo(texts);
        }
    }

    @Test
    void aTimestampFinerThanItsColumnIsNotCut() {
        LongVector vector = new LongVector();
        vector.add(1);

        assertThat(cells(ValueType.of(ValueKind.TIMESTAMP), 3, vector)).containsExactly("1970-01-01 00:00:00.000001");
    }

    @Test
    void textIsQuotedAndItsQuotesDoubledWhereverTheyStand() {
        BytesVector vector = new BytesVector();
        List<String> texts = new ArrayList<>(List.of("", "\"", "\"\"", "a,b", "one\r\ntwo", "\0", "日本語 😀", "\\N"));
        for (int i = 0; i < RANDOM; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                text.append("\"\",\r\nabcdefgé€".charAt(random.nextInt(13)));
            }
            texts.add(text.toString());
        }
        texts.forEach(text -> add(vector, text.getBytes(StandardCharsets.UTF_8)));

        assertThat(cells(ValueType.of(ValueKind.TEXT), 0, vector))
                .isEqualTo(texts.stream()
                        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
                        .toList());
    }

    @Test
    void textThatEqualsTheNullValueIsPoison() {
        BytesVector vector = new BytesVector();
        add(vector, Dialect.bytes(Dialect.NULL_VALUE));

        assertThatThrownBy(() -> cells(ValueType.of(ValueKind.TEXT), 0, vector))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column value has the text __tidb_null__");
    }

    @Test
    void binaryValuesAreBase64InQuotes() {
        BytesVector vector = new BytesVector();
        List<String> texts = new ArrayList<>();
        for (int length = 0; length < 100; length++) {
            byte[] value = new byte[length];
            random.nextBytes(value);
            add(vector, value);
            texts.add('"' + Base64.getEncoder().encodeToString(value) + '"');
        }

        assertThat(cells(ValueType.of(ValueKind.BINARY), 0, vector)).isEqualTo(texts);
    }

    @Test
    void nullIsTheNullValueInEveryKind() {
        for (ValueKind kind : ValueKind.values()) {
            ValueType type = kind == ValueKind.DECIMAL ? ValueType.decimal(30, 2) : ValueType.of(kind);
            ColumnVector vector = type.newVector();
            vector.addNull();

            assertThat(cells(type, 0, vector)).containsExactly(Dialect.NULL_VALUE);
        }
    }

    private static void add(BytesVector vector, byte[] value) {
        vector.add(value, 0, value.length);
    }

    /** A file of one column, cut where its rows must end: behind the marker. */
    private static List<String> cells(ValueType type, int scale, ColumnVector values) {
        ColumnType tidb = new ColumnType(MySqlType.DATETIME, false, 0, scale, List.of());
        TableSchema schema = new TableSchema(
                new TableId("shop", "book"), 1, List.of(new Column("value", tidb, type, true)), List.of(0));
        ChangeBlock block = new ChangeBlock(schema);
        block.column(0).append(values, 0, values.size());
        block.reserve(values.size());
        block.added(values.size());
        byte[] markers = new byte[values.size()];
        Arrays.fill(markers, Marker.UPSERT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LandingFile file = new DelimitedFormat().begin(schema, out)) {
            file.write(new MarkedBlock(block, markers, 0, values.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("value,__rowMarker__\r\n").endsWith(",4\r\n");
        String rows = text.substring(text.indexOf('\n') + 1);
        return List.of(rows.substring(0, rows.length() - ",4\r\n".length()).split(",4\r\n", -1));
    }
}
