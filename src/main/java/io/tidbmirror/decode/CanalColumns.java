package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.TableSchema;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/** The values of the taken rows, by column, as ranges of the chunk. */
final class CanalColumns {
    private static final int INITIAL = 256;
    private static final int MISSING = -2;

    private final TableSchema schema;
    private final KeyOrder names;
    private final int[][] from;
    private final int[][] to;
    private int rows;

    CanalColumns(TableSchema schema) {
        this.schema = schema;
        this.names = new KeyOrder(schema.columns().stream()
                .map(column -> column.name().getBytes(UTF_8))
                .toList());
        this.from = new int[names.size()][INITIAL];
        this.to = new int[names.size()][INITIAL];
    }

    void clear() {
        rows = 0;
    }

    /** Begins a row without values. */
    void begin() {
        if (rows == from[0].length) {
            for (int i = 0; i < from.length; i++) {
                from[i] = Arrays.copyOf(from[i], 2 * rows);
                to[i] = Arrays.copyOf(to[i], 2 * rows);
            }
        }
        for (int[] column : from) {
            column[rows] = MISSING;
        }
    }

    /** Reads an array of one object into the row that was begun. */
    void read(JsonText text) throws BadRowException {
        int start = text.at();
        names.restart();
        text.expect('[');
        text.expect('{');
        boolean empty = text.take('}');
        while (!empty) {
            text.string();
            int column = names.find(text);
            if (column == KeyOrder.UNKNOWN) {
                throw new BadRowException(start, "a column of the message is not in the schema file of its directory");
            }
            text.expect(':');
            if (from[column][rows] != MISSING) {
                throw new BadRowException(start, "the message has a column twice");
            }
            value(column, text);
            empty = !text.take(',');
            if (empty) {
                text.expect('}');
            }
        }
        text.expect(']');
    }

    private void value(int column, JsonText text) throws BadRowException {
        if (text.takeNull()) {
            from[column][rows] = Cells.NULL;
            return;
        }
        text.string();
        text.unescape();
        from[column][rows] = text.start();
        to[column][rows] = text.end();
    }

    /** Values that the row does not have are those of an earlier row of this chunk. */
    void inherit(int row) {
        for (int i = 0; i < from.length; i++) {
            if (from[i][rows] == MISSING) {
                from[i][rows] = from[i][row];
                to[i][rows] = to[i][row];
            }
        }
    }

    /** Keeps the row that was begun. */
    void keep() {
        rows++;
    }

    /** The first column without a value in the row that was begun, or -1. */
    int missing(boolean keyOnly) {
        for (int i = 0; i < from.length; i++) {
            if (from[i][rows] == MISSING) {
                if (!keyOnly || schema.isKey(i)) {
                    return i;
                }
                from[i][rows] = Cells.NULL;
            }
        }
        return -1;
    }

    /** Whether the row that was begun has another key than an earlier one. */
    boolean hasOtherKey(byte[] bytes, int row) {
        boolean other = false;
        for (int column : schema.key()) {
            int[] starts = from[column];
            int[] ends = to[column];
            boolean same = (starts[rows] == Cells.NULL || starts[row] == Cells.NULL)
                    ? starts[rows] == starts[row]
                    : Arrays.equals(bytes, starts[rows], ends[rows], bytes, starts[row], ends[row]);
            other |= !same;
        }
        return other;
    }

    int rows() {
        return rows;
    }

    /** Takes the last kept row back. */
    void drop() {
        rows--;
    }

    /** Keeps the row that was begun in front of the last kept one, or in its place. */
    void keepBefore(int row, boolean both) {
        for (int i = 0; i < from.length; i++) {
            swap(from[i], row, rows);
            swap(to[i], row, rows);
        }
        rows += both ? 1 : 0;
    }

    /** Reads the object that gives each column's type. */
    void readTypes(JsonText text, ObjIntConsumer<String> types) throws BadRowException {
        names.restart();
        text.expect('{');
        if (text.take('}')) {
            return;
        }
        do {
            text.string();
            int column = names.find(text);
            text.expect(':');
            text.string();
            text.unescape();
            if (column != KeyOrder.UNKNOWN) {
                types.accept(text.text(), column);
            }
        } while (text.take(','));
    }

    private static void swap(int[] values, int one, int other) {
        int value = values[one];
        values[one] = values[other];
        values[other] = value;
    }

    void copyTo(Cells cells, byte[] bytes, int column) {
        cells.reset(bytes, rows);
        System.arraycopy(from[column], 0, cells.from(), 0, rows);
        System.arraycopy(to[column], 0, cells.to(), 0, rows);
    }
}
