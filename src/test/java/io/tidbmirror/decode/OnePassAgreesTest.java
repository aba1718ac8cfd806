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
import java.util.ArrayList;
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

    @Test
    void onDrawnFiles() throws IOException {
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
    void onManyRowsInOneChunk() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 4; i++) {
            Case drawn = Case.drawn(random);
            assertThat(drawn.agree(drawn.rows(random, MANY_ROWS), Chunk.BYTES, random))
                    .isTrue();
        }
    }

    @Test
    void onRowsOfWhichMostAreCopiedWhereTheyCanBe() throws IOException {
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
    void onEveryOddValueInEveryColumn() throws IOException {
        int refused = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2 * DrawnCells.ODD.length; i++) {
            for (int column = 0; column < Case.COUNT; column++) {
                Case drawn = Case.drawn(random);
                List<List<String>> rows = drawn.rows(random, ROWS);
                rows.get(1).set(0, i % 2 == 0 ? "\"D\"" : "\"U\"");
                rows.get(1).set(column + rows.get(1).size() - Case.COUNT, DrawnCells.ODD[i / 2]);
                refused += drawn.agree(rows, random.nextInt(500, 4_000), random) ? 0 : 1;
            }
        }
        assertThat(refused).isBetween(DrawnCells.ODD.length * Case.COUNT, 2 * DrawnCells.ODD.length * Case.COUNT);
    }

    /** Many rows, since most have a cell that is not read in one pass anyway. */
    @Test
    void onCommitTimestampsThatEndOtherwise() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            Case drawn = Case.drawn(random);
            List<List<String>> rows = drawn.rows(random, 1);
            List<String> row = rows.get(0);
            if (drawn.options().includeCommitTs()) {
                row.set(3, row.get(3) + ";" + row.remove(4));
                refused += drawn.agree(rows, random.nextInt(500, 4_000), random) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(100);
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
                    cells.add(missing ? options.nullText() : DrawnCells.value(i, options, random));
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
                    new MemoryBytes("CDC1", file),
                    schema,
                    new PiecePool(chunkBytes),
                    parsers,
                    options.includeCommitTs(),
                    readers);
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
}
