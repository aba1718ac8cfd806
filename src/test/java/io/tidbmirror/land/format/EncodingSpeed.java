package io.tidbmirror.land.format;

import static io.tidbmirror.change.ValueType.decimal;
import static io.tidbmirror.land.format.Tables.column;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.mark.MarkedBlock;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures how fast one thread encodes: {@code java -cp ... EncodingSpeed [compression] [seconds] [block rows]}. Rows are
 * made once, so that only encoding and compression are timed; the bytes go nowhere.
 */
final class EncodingSpeed {
    private static final int BLOCKS = 6;
    private static final String[] WORDS =
            ("please deliver before noon to the back door if nobody answers leave with neighbour ring twice gift wrapping "
                            + "fragile handle carefully second attempt failed call first invoice by mail express surcharge")
                    .split(" ");

    private EncodingSpeed() {}

    public static void main(String[] args) throws Exception {
        Compression compression = Compression.valueOf(args.length > 0 ? args[0] : "SNAPPY");
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        int blockRows = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        measure("orders", orders(), compression, seconds, blockRows);
        measure("wide", wide(), compression, seconds, blockRows);
    }

    private static void measure(String name, TableSchema schema, Compression compression, int seconds, int blockRows)
            throws Exception {
        List<MarkedBlock> blocks = blocks(schema, blockRows);
        ParquetFormat format = new ParquetFormat(compression);
        double best = Double.MAX_VALUE;
        Counting out = new Counting();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            out = new Counting();
            long start = cpu();
            try (LandingFile file = format.begin(schema, out)) {
                for (MarkedBlock block : blocks) {
                    file.write(block);
                }
                file.finish(Map.of());
            }
            best = Math.min(best, (cpu() - start) / 1e9);
        }
        long rows = blocks.stream().mapToLong(MarkedBlock::rows).sum();
        long bytes =
                blocks.stream().mapToLong(block -> block.block().heldBytes()).sum();
        System.out.printf(
                "%-7s %s: %,.0f rows/s, %,.0f MB/s of column bytes (%.0f B/row in, %.0f B/row out)%n",
                name, compression, rows / best, bytes / best / 1e6, (double) bytes / rows, (double) out.bytes / rows);
    }

    /** CPU time of this thread, which other programs on the machine disturb less than wall-clock time. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<MarkedBlock> blocks(TableSchema schema, int blockRows) {
        SplittableRandom random = new SplittableRandom(1);
        List<MarkedBlock> blocks = new ArrayList<>();
        long row = 1_000_000_000L;
        for (int b = 0; b < BLOCKS; b++) {
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < blockRows; i++) {
                Object[] cells = new Object[schema.columns().size()];
                for (int c = 0; c < cells.length; c++) {
                    cells[c] = value(schema.columns().get(c), row, random);
                }
                rows.add(cells);
                row += 1 + random.nextInt(3);
            }
            MarkedBlock block = Rows.block(schema, rows);
            for (int i = 0; i < blockRows; i++) {
                block.markers()[i] = (byte) (random.nextInt(20) == 0 ? 2 : 4);
            }
            blocks.add(block);
        }
        return blocks;
    }

    private static TableSchema orders() {
        return Tables.of(
                column("id", decimal(20, 0)),
                column("customer", ValueKind.INT32),
                column("order_no", ValueKind.TEXT),
                column("status", ValueKind.TEXT),
                column("amount", decimal(18, 4)),
                column("weight", ValueKind.DOUBLE),
                column("currency", ValueKind.TEXT),
                column("created", ValueKind.TIMESTAMP),
                column("ship_date", ValueKind.DATE),
                column("note", ValueKind.TEXT),
                column("attributes", ValueKind.TEXT),
                column("thumb", ValueKind.BINARY));
    }

    private static TableSchema wide() {
        List<Column> columns = new ArrayList<>(List.of(column("id", ValueKind.INT64)));
        add(columns, 9, ValueKind.INT32, "int");
        add(columns, 5, ValueKind.INT64, "long");
        for (int i = 0; i < 5; i++) {
            columns.add(column("amount" + i, decimal(12, 2)));
        }
        add(columns, 5, ValueKind.DOUBLE, "weight");
        add(columns, 7, ValueKind.TEXT, "status");
        add(columns, 4, ValueKind.TEXT, "random");
        add(columns, 2, ValueKind.TIMESTAMP, "created");
        add(columns, 1, ValueKind.DATE, "ship_date");
        add(columns, 1, ValueKind.INT32, "flag");
        return Tables.of(columns.toArray(Column[]::new));
    }

    private static void add(List<Column> columns, int count, ValueKind kind, String name) {
        for (int i = 0; i < count; i++) {
            columns.add(column(name + i, kind));
        }
    }

    private static Object value(Column column, long row, SplittableRandom random) {
        String name = column.name();
        if (name.equals("id")) {
            return column.value().precision() > 18 ? (Object) BigInteger.valueOf(row) : row;
        } else if (random.nextInt(10) < nullsInTen(name)) {
            return null;
        } else if (column.value().kind() == ValueKind.TEXT) {
            return text(name, row, random);
        }
        return switch (column.value().kind()) {
            case INT32 -> (long) random.nextInt(name.endsWith("0") || name.equals("flag") ? 100 : 2_000_000);
            case INT64 -> random.nextLong(1L << 40);
            case DOUBLE -> Math.round(random.nextDouble() * 1e6) / 1e3;
            case DATE -> 19_000 + row % 700;
            case TIMESTAMP -> row * 1_000_003 + random.nextInt(1_000_000);
            case BINARY -> bytes(random);
            case FLOAT, DECIMAL, TEXT -> 100L + (long) (Math.pow(random.nextDouble(), 4) * 500_000_000L);
        };
    }

    private static int nullsInTen(String name) {
        return switch (name) {
            case "order_no", "status", "currency", "amount", "customer", "weight", "created", "attributes" -> 0;
            case "ship_date" -> 3;
            case "note" -> 4;
            case "thumb" -> 7;
            default -> 1;
        };
    }

    private static String text(String name, long row, SplittableRandom random) {
        if (name.equals("order_no")) {
            return "ORD-2024-" + row + "-" + (char) ('A' + random.nextInt(26));
        } else if (name.startsWith("status") || name.equals("currency")) {
            return WORDS[random.nextInt(12)] + random.nextInt(3);
        } else if (name.equals("attributes")) {
            return "{\"color\": \"" + WORDS[random.nextInt(6)] + "\", \"size\": " + random.nextInt(60)
                    + ", \"tags\": [\"" + WORDS[random.nextInt(20)] + "\"], \"gift\": " + (random.nextInt(5) == 0)
                    + "}";
        } else if (name.equals("note")) {
            StringBuilder note = new StringBuilder();
            for (int i = 3 + random.nextInt(14); i > 0; i--) {
                note.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            return note.toString();
        }
        return Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(1 << 20), 36);
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[18 + random.nextInt(70)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }
}
