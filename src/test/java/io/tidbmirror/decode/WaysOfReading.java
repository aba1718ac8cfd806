package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of a table, read cell by cell, in one pass, and in one pass that copies rows: whether all give the same. */
record WaysOfReading(DrawnTable table) {
    private static final List<String> REFUSED = List.of("refused");
    private static final Pattern CELL = Pattern.compile("((?:\"(?:[^\"]|\"\")*\"|[^\",\r]*))(,|\r\n)");
    private static final DelimitedFormat DELIMITED = new DelimitedFormat();

    /** Asserts that all ways give the same, and tells whether that is rows. */
    boolean agree(List<List<String>> rows, int chunkBytes, SplittableRandom random) throws IOException {
        byte[] file = table.bytes(rows);
        CsvLayout layout = new CsvLayout(table.options(), table.schema());
        ColumnParsers parsers = ColumnParsers.csv(table.schema(), TimeRules.utc(table.zeroDate()), table.options());
        boolean ranged = table.options().includeCommitTs() && random.nextInt(4) == 0;
        CommitRange range = ranged
                ? new CommitRange(DrawnTable.TSO + random.nextInt(3), DrawnTable.TSO + rows.size())
                : CommitRange.ALL;
        RowChoice choice = random.nextInt(4) == 0 ? RowChoice.DELETES : RowChoice.ALL;
        List<String> expected = printed(
                source(
                        file,
                        chunkBytes,
                        parsers,
                        (filter, offset) ->
                                new CsvReader(layout, layout.scanner(), filter, null, null, layout.isAtHeader(offset))),
                range,
                choice);
        ChangeSource onePass =
                source(file, chunkBytes, parsers, (filter, offset) -> layout.reader(filter, offset, parsers, null));
        assertThat(printed(onePass, range, choice)).as(new String(file, UTF_8)).isEqualTo(expected);
        ChangeSource copied = source(
                file,
                chunkBytes,
                parsers,
                (filter, offset) -> layout.reader(filter, offset, parsers, DELIMITED.rowForm()));
        assertThat(printed(copied, range, choice)).as(new String(file, UTF_8)).isEqualTo(expected);
        if (!expected.equals(REFUSED)) {
            assertThat(cells(delimited(copied, range, choice)))
                    .as(new String(file, UTF_8))
                    .isEqualTo(cells(delimited(onePass, range, choice)));
        }
        return !expected.equals(REFUSED);
    }

    /** How many rows are copied, of those that a file has. */
    int copiedRows(byte[] file) throws IOException {
        int copied = 0;
        ChangeSource source = new CsvDecoder(
                        table.options(), TimeRules.utc(table.zeroDate()), Chunk.BYTES, DELIMITED.rowForm())
                .decode(new MemoryBytes("CDC1", file), table.schema());
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
                LandingFile landing = DELIMITED.begin(table.schema(), out)) {
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
        List<Column> columns = table.schema().columns();
        int width = columns.size() + 1;
        Matcher cell = CELL.matcher(new String(file, UTF_8));
        for (int i = 0; cell.find(); i++) {
            ValueKind kind = i % width == width - 1
                    ? ValueKind.INT32
                    : columns.get(i % width).value().kind();
            boolean single = kind == ValueKind.FLOAT;
            boolean isNumber = i >= width
                    && (single || kind == ValueKind.DOUBLE)
                    && !cell.group().startsWith("_");
            double number =
                    !isNumber ? 0 : single ? Float.parseFloat(cell.group(1)) : Double.parseDouble(cell.group(1));
            cells.add(isNumber ? number + cell.group(2) : cell.group());
        }
        return cells;
    }

    private ChangeSource source(byte[] file, int chunkBytes, ColumnParsers parsers, RowReader.Factory readers) {
        return new RowSource(
                new MemoryBytes("CDC1", file),
                table.schema(),
                new PiecePool(chunkBytes),
                parsers,
                table.options().includeCommitTs(),
                readers);
    }

    private static List<String> printed(ChangeSource source, CommitRange range, RowChoice choice) throws IOException {
        try {
            return Printed.rows(source, range, choice, 0);
        } catch (PoisonException e) {
            return REFUSED;
        }
    }
}
