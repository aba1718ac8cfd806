package io.tidbmirror.land.format;

import static io.tidbmirror.change.ValueType.decimal;
import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetTypesReadBackExactlyTest {
    @TempDir
    Path folder;

    private List<List<String>> readBack(ValueType value, String select, Object... values) throws Exception {
        return readBack(Compression.SNAPPY, value, select, values);
    }

    private List<List<String>> readBack(Compression compression, ValueType value, String select, Object... values)
            throws Exception {
        TableSchema schema = Tables.of(column("id", ValueKind.INT64), column("v", value));
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            rows.add(new Object[] {(long) i, values[i]});
        }
        Path path = folder.resolve("t.parquet");
        try (OutputStream out = Files.newOutputStream(path);
                LandingFile file = new ParquetFormat(compression).begin(schema, out)) {
            file.write(Rows.block(schema, rows));
            file.finish(Map.of());
        }
        try (DuckDb duckDb = new DuckDb()) {
            return duckDb.query(
                    "SELECT " + select + ", typeof(v) FROM read_parquet(" + DuckDb.file(path) + ") ORDER BY id");
        }
    }

    private static List<List<String>> typed(String type, Object... values) {
        return Arrays.stream(values)
                .map(value -> Arrays.asList(value == null ? null : value.toString(), type))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void integersOf32Bits(Compression compression) throws Exception {
        Long[] values = {0L, null, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE, -1L};
        assertThat(readBack(compression, ValueType.of(ValueKind.INT32), "v", (Object[]) values))
                .isEqualTo(typed("INTEGER", (Object[]) values));
    }

    @ParameterizedTest
    @EnumSource
    void integersOf64Bits(Compression compression) throws Exception {
        Long[] values = {0L, Long.MIN_VALUE, Long.MAX_VALUE, null, -1L};
        assertThat(readBack(compression, ValueType.of(ValueKind.INT64), "v", (Object[]) values))
                .isEqualTo(typed("BIGINT", (Object[]) values));
    }

    @Test
    void decimalsOfUpTo9Digits() throws Exception {
        assertThat(readBack(decimal(9, 2), "v::VARCHAR", 999_999_999L, -999_999_999L, null, 0L, -1L))
                .isEqualTo(typed("DECIMAL(9,2)", "9999999.99", "-9999999.99", null, "0.00", "-0.01"));
    }

    @Test
    void decimalsOfUpTo18Digits() throws Exception {
        assertThat(readBack(
                        decimal(18, 17), "v::VARCHAR", 999_999_999_999_999_999L, -999_999_999_999_999_999L, null, 1L))
                .isEqualTo(typed(
                        "DECIMAL(18,17)", "9.99999999999999999", "-9.99999999999999999", null, "0.00000000000000001"));
    }

    @Test
    void unsignedIntegersOf64BitsAsDecimal() throws Exception {
        BigInteger max = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        assertThat(readBack(decimal(20, 0), "v::VARCHAR", max, BigInteger.ZERO, null, BigInteger.TWO.pow(63)))
                .isEqualTo(typed("DECIMAL(20,0)", max, 0, null, BigInteger.TWO.pow(63)));
    }

    @Test
    void decimalsOf38Digits() throws Exception {
        BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
        BigInteger half = BigInteger.ONE.shiftLeft(64);
        assertThat(readBack(
                        decimal(38, 10),
                        "v::VARCHAR",
                        most,
                        most.negate(),
                        null,
                        half,
                        half.negate(),
                        BigInteger.ONE.negate()))
                .isEqualTo(typed(
                        "DECIMAL(38,10)",
                        new BigDecimal(most, 10).toPlainString(),
                        new BigDecimal(most.negate(), 10).toPlainString(),
                        null,
                        new BigDecimal(half, 10).toPlainString(),
                        new BigDecimal(half.negate(), 10).toPlainString(),
                        "-0.0000000001"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {19, 20, 21, 22, 25, 27, 30, 33, 36, 38})
    void everyWidthOfLongDecimals(int digits) throws Exception {
        BigInteger most = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
        assertThat(readBack(decimal(digits, 0), "v::VARCHAR", most, most.negate(), BigInteger.ZERO))
                .isEqualTo(typed("DECIMAL(" + digits + ",0)", most, most.negate(), 0));
    }

    @Test
    void doublesToTheBit() throws Exception {
        Double[] values = {
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            null,
            0.1,
            Double.MIN_NORMAL / 2
        };
        List<List<String>> read = readBack(ValueType.of(ValueKind.DOUBLE), "v", (Object[]) values);
        for (int i = 0; i < values.length; i++) {
            String text = read.get(i).get(0);
            assertThat(text == null ? null : Double.valueOf(text)).isEqualTo(values[i]);
            assertThat(read.get(i).get(1)).isEqualTo("DOUBLE");
        }
    }

    @Test
    void floatsToTheBit() throws Exception {
        float[] values = {0.0f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 0.1f, Float.MIN_NORMAL / 2};
        Object[] doubles = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = (double) values[i];
        }
        List<List<String>> read = readBack(ValueType.of(ValueKind.FLOAT), "v", doubles);
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.valueOf(read.get(i).get(0))).isEqualTo(values[i]);
            assertThat(read.get(i).get(1)).isEqualTo("FLOAT");
        }
    }

    @Test
    void datesFromYear1To9999() throws Exception {
        assertThat(readBack(
                        ValueType.of(ValueKind.DATE),
                        "v",
                        LocalDate.of(1, 1, 1).toEpochDay(),
                        LocalDate.of(9999, 12, 31).toEpochDay(),
                        null,
                        0L,
                        LocalDate.of(1582, 10, 10).toEpochDay()))
                .isEqualTo(typed("DATE", "0001-01-01", "9999-12-31", null, "1970-01-01", "1582-10-10"));
    }

    @Test
    void timestampsToTheMicrosecond() throws Exception {
        Object[] values = {
            micros("0001-01-01T00:00:00Z"),
            micros("9999-12-31T23:59:59.999999Z"),
            null,
            micros("1969-12-31T23:59:59.999999Z")
        };
        assertThat(readBack(ValueType.of(ValueKind.TIMESTAMP), "epoch_us(v)", values))
                .isEqualTo(typed("TIMESTAMP WITH TIME ZONE", values));
    }

    private static long micros(String instant) {
        Instant parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * 1_000_000 + parsed.getNano() / 1000;
    }

    @Test
    void textsEmptyAndLarge() throws Exception {
        String large = "żółć 🎁 ".repeat(200_000);
        Object[] values = {"", null, large, "a", "\\N", "NULL", "quote \" and \r\n", "\u0000"};
        assertThat(readBack(ValueType.of(ValueKind.TEXT), "v", values)).isEqualTo(typed("VARCHAR", values));
    }

    @Test
    void binaryWithAllBytes() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(readBack(
                        ValueType.of(ValueKind.BINARY),
                        "hex(v)",
                        all,
                        new byte[0],
                        null,
                        "é".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(typed("BLOB", HexFormat.of().withUpperCase().formatHex(all), "", null, "E9"));
    }
}
