package io.tidbmirror.decode;

import io.tidbmirror.change.TableSchema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of the taken rows as ranges of the chunk, row by row. Behind them are up to two candidates, which become rows
 * or are overwritten: the values of a message's {@code data}, and of its {@code old}.
 */
final class CanalColumns {
    /** The candidates. */
    static final int DATA = 0;

    static final int OLD = 1;

    private static final String NO_ROW = "the message has no row where one belongs";
    private static final int CANDIDATES = 2;
    private static final int INITIAL_ROWS = 32;
    private static final int MISSING = -2;

    private final TableSchema schema;
    private final KeyOrder names;
    private final int width;
    /** Of each value where it begins, or {@link Cells#NULL} or MISSING, and where it ends. */
    private int[] places;

    private int rows;

    CanalColumns(TableSchema schema, KeyOrder names) {
        this.schema = schema;
        this.names = names;
        this.width = 2 * names.size();
        this.places = new int[INITIAL_ROWS * width];
    }

    /** Begins a chunk. */
    void clear() {
        rows = 0;
    }

    /**
     * Moves over an array of one object, and makes its members a candidate.
     *
     * @return why it is no row of the table; null if it is one
     */
    @Nullable
    String read(JsonText text, int candidate) throws BadRowException {
        if (!text.isNext('[')) {
            text.skip(1);
            return NO_ROW;
        }
        text.expect('[');
        if (text.take(']')) {
            return NO_ROW;
        }
        String misfit = text.isNext('{') ? readMembers(text, begin(candidate)) : skip(text, 2, NO_ROW);
        while (text.take(',')) {
            misfit = skip(text, 2, "the message has more than one row");
        }
        text.expect(']');
        return misfit;
    }

    private static String skip(JsonText text, int level, String misfit) throws BadRowException {
        text.skip(level);
        return misfit;
    }

    private int begin(int candidate) {
        if ((rows + CANDIDATES) * width > places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        int base = base(candidate);
        Arrays.fill(places, base, base + width, MISSING);
        return base;
    }

    private int base(int candidate) {
        return (rows + candidate) * width;
    }

    private @Nullable String readMembers(JsonText text, int base) throws BadRowException {
        names.restart();
        text.expect('{');
        if (text.take('}')) {
            return null;
        }
        String misfit = null;
        do {
            String fault = readMember(names.member(text), text, base);
            misfit = fault == null ? misfit : fault;
        } while (text.take(','));
        text.expect('}');
        return misfit;
    }

    private @Nullable String readMember(int column, JsonText text, int base) throws BadRowException {
        if (column == KeyOrder.UNKNOWN) {
            return skip(text, 3, "a column of the message is not in the schema file of its directory");
        }
        int place = base + 2 * column;
        if (places[place] != MISSING) {
            return skip(text, 3, "the message has a column twice");
        }
        if (text.isNext('"')) {
            text.value();
            places[place] = text.start();
            places[place + 1] = text.end();
            return null;
        }
        places[place] = Cells.NULL;
        return text.takeNull() ? null : skip(text, 3, "a value of the message is neither a string nor null");
    }

    /** The first column without a value in the data, or -1. */
    int missing(boolean keyOnly) {
        int base = base(DATA);
        for (int i = 0; i < names.size(); i++) {
            if (places[base + 2 * i] == MISSING) {
                if (!keyOnly || schema.isKey(i)) {
                    return i;
                }
                places[base + 2 * i] = Cells.NULL;
            }
        }
        return -1;
    }

    /** Whether the old values are those of another key. */
    boolean hasOtherKey(byte[] bytes) {
        boolean other = false;
        for (int column : schema.key()) {
            int old = base(OLD) + 2 * column;
            other |= places[old] != MISSING && !isSame(bytes, old, base(DATA) + 2 * column);
        }
        return other;
    }

    private boolean isSame(byte[] bytes, int one, int other) {
        if (places[one] == Cells.NULL || places[other] == Cells.NULL) {
            return places[one] == places[other];
        }
        return Arrays.equals(bytes, places[one], places[one + 1], bytes, places[other], places[other + 1]);
    }

    /** Makes the data a row. */
    void keepData() {
        rows++;
    }

    /** Makes the old values a row, with those of the data where they are missing; the data stay a candidate. */
    void keepOld() {
        int data = base(DATA);
        int old = base(OLD);
        for (int i = 0; i < width; i += 2) {
            int start = places[data + i];
            int end = places[data + i + 1];
            if (places[old + i] != MISSING) {
                places[data + i] = places[old + i];
                places[data + i + 1] = places[old + i + 1];
            }
            places[old + i] = start;
            places[old + i + 1] = end;
        }
        rows++;
    }

    /** Gives the values of a column. */
    void copyTo(Cells cells, byte[] bytes, int column) {
        cells.reset(bytes, rows);
        int[] from = cells.from();
        int[] to = cells.to();
        int place = 2 * column;
        for (int i = 0; i < rows; i++, place += width) {
            from[i] = places[place];
            to[i] = places[place + 1];
        }
    }
}
