package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ZeroDate;
import java.io.Closeable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are objects already: one map a row, from column name to value, as a route of one's own makes them. Values are
 * converted through their text, so text and objects are checked alike. Many times slower than reading TiCDC's bytes.
 *
 * @param name where the rows come from, for messages
 * @param schema schema of every row
 * @param rows the rows; binary values are {@code byte[]}, which for a text is its UTF-8; names that are no column are ignored
 * @param operations one a row
 * @param zeroDate see {@link ZeroDate}
 */
public record MappedRows(
        String name,
        TableSchema schema,
        List<? extends Map<String, ?>> rows,
        List<Operation> operations,
        ZeroDate zeroDate)
        implements ChangeSource {
    private static final int BLOCK_ROWS = 1024;

    /** The smallest double, 4.9E-324, has fewer. */
    private static final int MOST_DIGITS = 400;

    public MappedRows {
        rows = List.copyOf(rows);
        operations = List.copyOf(operations);
    }

    @Override
    public ChangeCursor open(CommitRange range, RowChoice choice, long offset) {
        if (!range.equals(CommitRange.ALL) || offset != 0) {
            throw new IllegalArgumentException("rows of " + name + " carry no commit-ts: only all of them can be read");
        }
        return new Cursor(choice);
    }

    private final class Cursor implements ChangeCursor {
        private final RowChoice choice;
        private final ChangeBlock block = new ChangeBlock(schema);
        private final ColumnParsers parsers = ColumnParsers.mapped(schema, TimeRules.utc(zeroDate));
        private final Cells cells = new Cells();
        private final Rows taken = new Rows();
        private int next;

        Cursor(RowChoice choice) {
            this.choice = choice;
        }

        @Override
        public @Nullable ChangeBlock next() {
            block.clear();
            taken.clear();
            while (next < rows.size() && taken.count() < BLOCK_ROWS) {
                byte operation = operations.get(next).code();
                if (choice.wants(operation)) {
                    taken.add(operation, ChangeBlock.NO_COMMIT_TS, next);
                }
                next++;
            }
            if (taken.count() == 0) {
                return null;
            }
            for (int i = 0; i < block.columnCount(); i++) {
                parse(i);
            }
            taken.copyTo(block);
            return block;
        }

        private void parse(int index) {
            Column column = schema.columns().get(index);
            try {
                fill(column);
                parsers.parse(index, cells, taken, block.column(index));
            } catch (BadCellException e) {
                throw new PoisonException(
                        "table " + schema.table() + ", file " + name + ", row " + (taken.start(e.row()) + 1) + ": "
                                + ColumnParsers.describe(column) + " " + e.getMessage(),
                        e);
            }
        }

        private void fill(Column column) throws BadCellException {
            List<byte @Nullable []> texts = new ArrayList<>(taken.count());
            int length = 0;
            for (int i = 0; i < taken.count(); i++) {
                byte[] text = text(column, i);
                texts.add(text);
                length += text == null ? 0 : text.length;
            }
            byte[] bytes = new byte[length + Chunk.SLACK];
            cells.reset(bytes, texts.size());
            int end = 0;
            for (int i = 0; i < texts.size(); i++) {
                byte[] text = texts.get(i);
                cells.from()[i] = text == null ? Cells.NULL : end;
                if (text != null) {
                    System.arraycopy(text, 0, bytes, end, text.length);
                    end += text.length;
                    cells.to()[i] = end;
                }
            }
        }

        private byte @Nullable [] text(Column column, int row) throws BadCellException {
            Map<String, ?> values = rows.get(taken.start(row));
            Object value = values.get(column.name());
            if (value == null
                    && !values.containsKey(column.name())
                    && taken.operation(row) != Operation.DELETE.code()) {
                throw new BadCellException(row, "is missing in the row's map; an SQL NULL is a null value");
            }
            if (value == null) {
                return null;
            }
            byte[] bytes = value instanceof byte[] given ? given : utf8(text(value, row));
            return column.value().kind() == ValueKind.BINARY
                    ? utf8(HexFormat.of().formatHex(bytes))
                    : bytes;
        }

        private static String text(Object value, int row) throws BadCellException {
            if (value instanceof Map
                    || value instanceof Iterable
                    || value instanceof Closeable
                    || value.getClass().isArray()) {
                throw new BadCellException(
                        row,
                        "is a " + value.getClass().getTypeName()
                                + ", which has no text that is its value; make a text of it in the route");
            }
            if (value instanceof Boolean truth) {
                return truth ? "1" : "0";
            }
            return value instanceof Number ? plain(value.toString()) : value.toString();
        }

        @Override
        public long offset() {
            return next;
        }

        @Override
        public boolean exhausted() {
            return next == rows.size();
        }

        @Override
        public void close() {}
    }

    /** Java prints exponents where TiDB prints digits. One that no type of TiDB holds stays, and is refused. */
    private static String plain(String number) {
        if (number.indexOf('E') < 0) {
            return number;
        }
        BigDecimal value = new BigDecimal(number);
        return Math.abs(value.scale()) > MOST_DIGITS ? number : value.toPlainString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
