package io.tidbmirror.land.format;

import static io.tidbmirror.change.ValueType.decimal;
import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.io.api.Binary;

/** Random columns, values, NULLs and slices; two readers must give back what was written. */
class RandomBlocksReadBackTest {
    private static final List<ValueType> TYPES = List.of(
            ValueType.of(ValueKind.INT32),
            ValueType.of(ValueKind.INT64),
            ValueType.of(ValueKind.FLOAT),
            ValueType.of(ValueKind.DOUBLE),
            decimal(7, 3),
            decimal(16, 2),
            decimal(20, 0),
            decimal(38, 10),
            ValueType.of(ValueKind.DATE),
            ValueType.of(ValueKind.TEXT),
            ValueType.of(ValueKind.BINARY));

    @Property(tries = 40)
    void randomBlocks(@ForAll long seed, @ForAll @IntRange(max = 12_000) int rows) throws Exception {
        Random random = new Random(seed);
        TableSchema schema = schema(random);
        List<Object[]> values = values(schema, random, rows);
        Path path = Files.createTempFile("landing", ".parquet");
        try {
            write(path, schema, Rows.block(schema, values), random);
            assertDuckDbReads(path, schema, values);
            assertParquetJavaReads(path, schema, values);
        } finally {
            Files.delete(path);
        }
    }

    private static TableSchema schema(Random random) {
        List<Column> columns = new ArrayList<>();
        columns.add(column("id", ValueKind.INT64));
        for (int i = random.nextInt(6); i >= 0; i--) {
            columns.add(column("c" + i, TYPES.get(random.nextInt(TYPES.size()))));
        }
        return Tables.of(columns.toArray(Column[]::new));
    }

    private static List<Object[]> values(TableSchema schema, Random random, int rows) {
        int columns = schema.columns().size();
        int[] distinct = random.ints(columns, 1, 20_000)
                .map(n -> random.nextBoolean() ? n : n % 50 + 1)
                .toArray();
        int[] nulls = random.ints(columns, 0, 4).toArray();
        List<Object[]> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            Object[] cells = new Object[columns];
            cells[0] = (long) row;
            for (int i = 1; i < columns; i++) {
                cells[i] = isNull(nulls[i], row, random)
                        ? null
                        : value(schema.columns().get(i).value(), new Random(random.nextInt(distinct[i])));
            }
            values.add(cells);
        }
        return values;
    }

    private static boolean isNull(int pattern, int row, Random random) {
        return switch (pattern) {
            case 0 -> false;
            case 1 -> random.nextInt(10) == 0;
            case 2 -> row / 700 % 2 == 0;
            default -> row % 2 == 0;
        };
    }

    private static Object value(ValueType type, Random random) {
        return switch (type.kind()) {
            case INT32 -> (long) random.nextInt();
            case INT64, TIMESTAMP -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> (double) (float) random.nextGaussian();
            case DOUBLE -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
            case DECIMAL -> unscaled(type.precision(), random);
            case DATE -> (long) random.nextInt(3_600_000) - 719_000;
            case TEXT ->
                "é".repeat(random.nextInt(9)) + Integer.toString(random.nextInt(), 36) + "\n".repeat(random.nextInt(2));
            case BINARY -> bytes(random);
        };
    }

    private static Object unscaled(int digits, Random random) {
        BigInteger value = new BigInteger(1 + random.nextInt(126), random).mod(BigInteger.TEN.pow(digits));
        BigInteger signed = random.nextBoolean() ? value : value.negate();
        return digits <= ValueType.LONG_DIGITS ? (Object) signed.longValueExact() : signed;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void write(Path path, TableSchema schema, MarkedBlock all, Random random) throws IOException {
        Compression compression = Compression.values()[random.nextInt(Compression.values().length)];
        try (OutputStream out = Files.newOutputStream(path);
                LandingFile file = new ParquetFormat(compression, 1L << (10 + random.nextInt(12))).begin(schema, out)) {
            int from = 0;
            int largest = 1 << random.nextInt(14);
            while (from < all.to()) {
                int to = Math.min(all.to(), from + 1 + random.nextInt(largest));
                file.write(new MarkedBlock(all.block(), all.markers(), from, to));
                from = to;
            }
            file.finish(Map.of());
        }
    }

    private static void assertDuckDbReads(Path path, TableSchema schema, List<Object[]> values) throws Exception {
        List<String> selected = schema.columns().stream()
                .map(column -> switch (column.value().kind()) {
                    case BINARY -> "hex(\"" + column.name() + "\")";
                    case DATE -> "date_diff('day', DATE '1970-01-01', \"" + column.name() + "\")";
                    default -> "\"" + column.name() + "\"";
                })
                .toList();
        try (DuckDb duckDb = new DuckDb()) {
            List<List<String>> read = duckDb.query(
                    "SELECT " + String.join(", ", selected) + " FROM read_parquet(" + DuckDb.file(path) + ")");
            assertThat(read).hasSameSizeAs(values);
            for (int row = 0; row < values.size(); row++) {
                for (int i = 0; i < selected.size(); i++) {
                    ValueType type = schema.columns().get(i).value();
                    assertThat(fromText(type, read.get(row).get(i)))
                            .as("row %d of %s", row, type)
                            .isEqualTo(comparable(values.get(row)[i]));
                }
            }
        }
    }

    private static Object fromText(ValueType type, String text) {
        if (text == null) {
            return null;
        }
        return switch (type.kind()) {
            case INT32, INT64, DATE, TIMESTAMP -> Long.valueOf(text);
            case FLOAT -> (double) Float.parseFloat(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> {
                BigInteger unscaled =
                        new BigDecimal(text).setScale(type.scale()).unscaledValue();
                yield type.precision() <= ValueType.LONG_DIGITS ? (Object) unscaled.longValueExact() : unscaled;
            }
            case TEXT, BINARY -> text;
        };
    }

    private static Object comparable(Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().withUpperCase().formatHex(bytes) : value;
    }

    private static void assertParquetJavaReads(Path path, TableSchema schema, List<Object[]> values)
            throws IOException {
        List<List<Object>> columns = ParquetJava.columns(path);
        for (int i = 0; i < schema.columns().size(); i++) {
            for (int row = 0; row < values.size(); row++) {
                Object written = values.get(row)[i];
                Object read = columns.get(i).get(row);
                assertThat(same(written, read))
                        .as("row %d: %s, %s", row, written, read)
                        .isTrue();
            }
        }
    }

    private static boolean same(Object written, Object read) {
        if (written == null || read == null) {
            return written == read;
        } else if (written instanceof BigInteger number) {
            return new BigInteger(((Binary) read).getBytes()).equals(number);
        } else if (written instanceof String text) {
            return Binary.fromString(text).equals(read);
        } else if (written instanceof byte[] bytes) {
            return Arrays.equals(bytes, ((Binary) read).getBytes());
        } else if (written instanceof Long number) {
            return ((Number) read).longValue() == number;
        }
        return ((Number) read).doubleValue() == (Double) written;
    }
}
