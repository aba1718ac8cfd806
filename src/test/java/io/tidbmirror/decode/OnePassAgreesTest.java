package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Rows read in one pass are the rows that the general scanner and parsers read, and all refuse the same files. So are rows
 * that are copied, and a delimited file has the same bytes whether cells were copied or written from their values.
 */
class OnePassAgreesTest {
    private static final int FILES = 300;
    private static final int ROWS = 4;
    private static final int MANY_ROWS = 700;
    private static final List<String> REFUSED = List.of("refused");
    private static final long TSO = 470612650486661120L;
    private static final String COLUMNS =
            "id int key; t tinyint; u smallint unsigned; i int not null; l bigint; b bigint unsigned; d decimal(10,2); n decimal(18,0);"
                    + " p decimal(5,5) unsigned; w decimal(30,4); f float; g double; h double unsigned; dt datetime(6);"
                    + " ts timestamp(3) not null; x date; ti time; y year; v varchar(20) not null; e enum('a','b'); j json;"
                    + " bl blob; bi bit(8)";
    private static final int FLOAT = 10;
    private static final Set<Integer> INEXACT = Set.of(FLOAT, 11, 12);
    private static final Pattern CELL = Pattern.compile("((?:\"(?:[^\"]|\"\")*\"|[^\",\r]*))(,|\r\n)");
    private static final DelimitedFormat DELIMITED = new DelimitedFormat();
    private static final String[] SPECIAL = {
        "\\N",
        "",
        "\"\"",
        "\"\\N\"",
        "0",
        "-0",
        "00",
        "-",
        "\"-\"",
        "+1",
        "1 ",
        "\"1\"",
        "NULL",
        "\"\"\"\"",
        "\"a\"b\"",
        "a,b",
        "\"0000-00-00\"",
        "\"2024-00-10\"",
        "\"2023-02-29\"",
        "\"2024-02-29\"",
        "\"1900-02-29\"",
        "\"2024-12-31\"",
        "\"2024-04-31\"",
        "\"2024-01-32\"",
        "\"2024-01-0:\"",
        "\"2024-13-01\"",
        "\"2024-01-10x\"",
        "\"2024-00-10 10:00:00.000001\"",
        "\"2024-04-31 10:00:00\"",
        "\"2024-01-31 23:59:60\"",
        "\"2024-01-31 23:59:59.000001\"",
        "\"2024-01-31 23:59:59.0000001\"",
        "\"2024-01-31 23:59:59.00000:\"",
        "\"2024-01-31T23:59:59\"",
        "\"2024-01-31 23:59:5/.5\"",
        "\"0000-00-00 00:00:00\"",
        "\"2024-02-29 24:00:00\"",
        "1e5",
        "1E5",
        "NaN",
        "1.",
        ".5",
        "\".5\"",
        "1.0000000000000002",
        "123456789012345678",
        "123456789012345678.5",
        "0.00000000",
        "-0.000000000000000",
        "12345678.12345678",
        "0.12345678901234567",
        "1.2345678901234567",
        "123.4567890123456a",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999",
        "\"\r\n\"",
        "\"é\"",
        "\"\u65e5\"",
        "\"99999999.99\"",
        "\"100000000.00\"",
        "\"-0.00\"",
        "\"1.5\"",
        "\"1.555\"",
        "1.50",
        "2155",
        "1900",
        "\"deadbeefdeadbeef\"",
        "-300",
        "300",
        "-70000",
        "3000000000",
        "-3000000000",
        "\"a\u0001b\"",
        "\"\u0001\""
    };

    @Test
    void on_drawn_files() throws IOException {
        for (int seed = 0; seed < FILES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Case drawn = Case.drawn(random);
            List<List<String>> rows = drawn.rows(random, ROWS);
            assertThat(drawn.agree(rows, random.nextInt(500, 4_000), random))
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    /** Blocks grow while they are filled. */
    @Test
    void on_many_rows_in_one_chunk() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 4; i++) {
            Case drawn = Case.drawn(random);
            assertThat(drawn.agree(drawn.rows(random, MANY_ROWS), Chunk.BYTES, random))
                    .isTrue();
        }
    }

    @Test
    void on_rows_of_which_most_are_copied_where_they_can_be() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        int copied = 0;
        for (int i = 0; i < 40; i++) {
            Case drawn = Case.drawn(random);
            copied += drawn.copiedRows(drawn.bytes(drawn.rows(random, 1)));
        }
        assertThat(copied).isBetween(5, 20);
    }

    /** One odd value a file, so that no other one is refused in its place. */
    @Test
    void on_every_odd_value_in_every_column() throws IOException {
        int refused = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2 * SPECIAL.length; i++) {
            for (int column = 0; column < Case.COUNT; column++) {
                Case drawn = Case.drawn(random);
                List<List<String>> rows = drawn.rows(random, ROWS);
                rows.get(1).set(0, i % 2 == 0 ? "\"D\"" : "\"U\"");
                rows.get(1).set(column + rows.get(1).size() - Case.COUNT, SPECIAL[i / 2]);
                refused += drawn.agree(rows, random.nextInt(500, 4_000), random) ? 0 : 1;
            }
        }
        assertThat(refused).isBetween(SPECIAL.length * Case.COUNT, 2 * SPECIAL.length * Case.COUNT);
    }

    /** A table and the options of its changefeed. */
    private record Case(CsvOptions options, ZeroDate zeroDate, TableSchema schema) {
        static final int COUNT = 23;

        static Case drawn(SplittableRandom random) {
            CsvOptions options = new CsvOptions(
                    ",",
                    "\"",
                    random.nextInt(4) == 0 ? "" : "\\N",
                    random.nextInt(4) > 0,
                    random.nextBoolean() ? BinaryEncoding.HEX : BinaryEncoding.BASE64,
                    false,
                    false,
                    random.nextInt(8) == 0,
                    random.nextBoolean() ? "\n" : "\r\n");
            ZeroDate zeroDate = random.nextBoolean() ? ZeroDate.NULL : ZeroDate.CLAMP;
            return new Case(options, zeroDate, Tables.table("s.t", TSO, zeroDate, COLUMNS));
        }

        List<List<String>> rows(SplittableRandom random, int count) {
            List<List<String>> rows = new ArrayList<>();
            long ts = TSO + 1;
            for (int row = 0; row < count; row++) {
                char letter = "IIUD".charAt(random.nextInt(4));
                List<String> cells = new ArrayList<>(List.of('"' + "" + letter + '"', "\"t\"", "\"s\""));
                ts += random.nextInt(2);
                if (options.includeCommitTs()) {
                    cells.add(Long.toString(ts));
                }
                for (int i = 0; i < COUNT; i++) {
                    boolean nullable = schema.columns().get(i).nullable();
                    boolean missing = nullable ? random.nextInt(6) == 0 : letter == 'D' && i > 0 && row % 2 == 0;
                    cells.add(missing ? options.nullText() : value(i, options, random));
                }
                rows.add(cells);
            }
            return rows;
        }

        private byte[] bytes(List<List<String>> rows) {
            StringBuilder file = new StringBuilder();
            if (options.outputFieldHeader()) {
                file.append("ticdc-meta$operation,ticdc-meta$table,ticdc-meta$schema")
                        .append(options.includeCommitTs() ? ",ticdc-meta$commit-ts" : "");
                schema.columns().forEach(column -> file.append(',').append(column.name()));
                file.append(options.terminator());
            }
            rows.forEach(cells -> file.append(String.join(",", cells)).append(options.terminator()));
            byte[] bytes = file.toString().getBytes(UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == 1 ? (byte) 0xC0 : bytes[i];
            }
            return bytes;
        }

        /** Asserts that both ways give the same, and tells whether that is rows. */
        boolean agree(List<List<String>> rows, int chunkBytes, SplittableRandom random) throws IOException {
            byte[] file = bytes(rows);
            CsvLayout layout = new CsvLayout(options, schema);
            ColumnParsers parsers = ColumnParsers.csv(schema, TimeRules.utc(zeroDate), options);
            boolean ranged = options.includeCommitTs() && random.nextInt(4) == 0;
            CommitRange range = ranged ? new CommitRange(TSO + random.nextInt(3), TSO + rows.size()) : CommitRange.ALL;
            RowChoice choice = random.nextInt(4) == 0 ? RowChoice.DELETES : RowChoice.ALL;
            List<String> expected = printed(
                    source(
                            file,
                            chunkBytes,
                            parsers,
                            (filter, offset) -> layout.reader(filter, offset, layout.scanner())),
                    range,
                    choice);
            ChangeSource onePass =
                    source(file, chunkBytes, parsers, (filter, offset) -> layout.reader(filter, offset, parsers, null));
            assertThat(printed(onePass, range, choice))
                    .as(new String(file, UTF_8))
                    .isEqualTo(expected);
            ChangeSource copied = source(
                    file,
                    chunkBytes,
                    parsers,
                    (filter, offset) -> layout.reader(filter, offset, parsers, DELIMITED.rowForm()));
            assertThat(printed(copied, range, choice))
                    .as(new String(file, UTF_8))
                    .isEqualTo(expected);
            if (!expected.equals(REFUSED)) {
                assertThat(cells(delimited(copied, range, choice)))
                        .as(new String(file, UTF_8))
                        .isEqualTo(cells(delimited(onePass, range, choice)));
            }
            return !expected.equals(REFUSED);
        }

        int copiedRows(byte[] file) throws IOException {
            int copied = 0;
            ChangeSource source = new CsvDecoder(options, TimeRules.utc(zeroDate), Chunk.BYTES, DELIMITED.rowForm())
                    .decode(new MemoryBytes("CDC1", file), schema);
            try (ChangeCursor cursor = source.open(CommitRange.ALL, RowChoice.ALL, 0)) {
                for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                    copied += block.hasTexts() ? block.rows() : 0;
                }
            }
            return copied;
        }

        private byte[] delimited(ChangeSource source, CommitRange range, RowChoice choice) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (MarkedSource.Cursor cursor = new MarkedSource(source).open(range, choice, 0);
                    LandingFile landing = DELIMITED.begin(schema, out)) {
                for (MarkedBlock block = cursor.next(); block != null; block = cursor.next()) {
                    landing.write(block);
                }
                landing.finish(Map.of());
            }
            return out.toByteArray();
        }

        /** Numbers that are not exact as the value they have, since they are copied as the changefeed wrote them. */
        private List<String> cells(byte[] file) {
            List<String> cells = new ArrayList<>();
            Matcher cell = CELL.matcher(new String(file, UTF_8));
            for (int i = 0; cell.find(); i++) {
                int column = i % (COUNT + 1);
                boolean isNumber =
                        i > COUNT && INEXACT.contains(column) && !cell.group().startsWith("_");
                double number = !isNumber
                        ? 0
                        : column == FLOAT ? Float.parseFloat(cell.group(1)) : Double.parseDouble(cell.group(1));
                cells.add(isNumber ? number + cell.group(2) : cell.group());
            }
            return cells;
        }

        private ChangeSource source(byte[] file, int chunkBytes, ColumnParsers parsers, RowReader.Factory readers) {
            return new RowSource(
                    new MemoryBytes("CDC1", file), schema, chunkBytes, parsers, options.includeCommitTs(), readers);
        }

        private static List<String> printed(ChangeSource source, CommitRange range, RowChoice choice)
                throws IOException {
            try {
                return Printed.rows(source, range, choice, 0);
            } catch (PoisonException e) {
                return REFUSED;
            }
        }
    }

    private static String value(int column, CsvOptions options, SplittableRandom random) {
        int digits = random.nextInt(1, 19);
        long number = random.nextLong(-Digits.power(digits - 1) + 1, Digits.power(digits - 1));
        String date =
                String.format("%04d-%02d-%02d", random.nextInt(1, 9999), random.nextInt(1, 13), random.nextInt(1, 29));
        String clock = String.format("%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60));
        byte[] blob = new byte[random.nextInt(40)];
        random.nextBytes(blob);
        blob = blob.length < 12 ? new byte[] {-1, -2, -3} : blob;
        return switch (column) {
            case 0, 3 -> Integer.toString((int) number);
            case 1 -> Byte.toString((byte) number);
            case 2 -> Integer.toString((int) number & 0xFFFF);
            case 4 -> Long.toString(random.nextInt(3) == 0 ? random.nextLong() : number);
            case 5 -> Long.toUnsignedString(random.nextInt(3) == 0 ? random.nextLong() : Math.abs(number));
            case 6 -> '"' + decimal(random.nextLong(-9999999999L, 9999999999L), 2) + '"';
            case 7 -> "\"" + number + '"';
            case 8 -> '"' + decimal(random.nextInt(100_000), 5) + '"';
            case 9 -> '"' + decimal(random.nextLong(), 4) + '"';
            case 10 -> Float.toString(random.nextInt(-100_000, 100_000) / 100f);
            case 11 ->
                random.nextBoolean()
                        ? decimal(number, 3)
                        : Double.toString(random.nextDouble()).replace('E', 'e');
            case 12 -> Long.toString(Math.abs(number));
            case 13 -> '"' + date + ' ' + clock + (random.nextBoolean() ? "." + random.nextInt(1_000_000) : "") + '"';
            case 14 -> '"' + date + ' ' + clock + String.format(".%03d", random.nextInt(1000)) + '"';
            case 15 -> '"' + date + '"';
            case 16 -> "\"-" + clock + '"';
            case 17 -> Integer.toString(random.nextInt(1901, 2156));
            case 21 ->
                '"'
                        + (options.binaryEncoding() == BinaryEncoding.HEX
                                ? HexFormat.of().formatHex(blob)
                                : Base64.getEncoder().encodeToString(blob))
                        + '"';
            case 22 -> Integer.toString(random.nextInt(256));
            default -> '"' + text(random).replace("\"", "\"\"") + '"';
        };
    }

    private static String decimal(long unscaled, int scale) {
        return new BigDecimal(BigInteger.valueOf(unscaled), scale).toPlainString();
    }

    private static String text(SplittableRandom random) {
        String alphabet =
                random.nextInt(3) == 0 ? "\"\"\"a,\r\n\\" : random.nextInt(3) == 0 ? "abé日🎁\"" : "abcdefgh, ";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 200 : 50); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
