package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.MySqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Labels of an ENUM or SET column, in place of the numbers that canal-json has. Not thread safe. */
final class Labels {
    private static final int MOST_SET_LABELS = 64;
    private static final byte[] COMMA = {','};

    private final boolean set;
    private final List<byte[]> labels;
    private byte[] text = new byte[0];
    private int length;

    Labels(MySqlType type, List<String> labels) {
        this.set = type == MySqlType.SET;
        this.labels = labels.stream().map(label -> label.getBytes(UTF_8)).toList();
    }

    /**
     * The labels in a full type such as {@code enum('a','it''s')}; empty if it has none, or if they are not certain: TiDB
     * writes a line feed and a backslash before an n alike.
     */
    static List<String> parse(String type) {
        int at = type.indexOf('(') + 1;
        List<String> labels = new ArrayList<>();
        if (at == 0 || !type.endsWith(")") || type.indexOf('\\') >= 0) {
            return labels;
        }
        while (at < type.length() && type.charAt(at) == '\'') {
            StringBuilder label = new StringBuilder();
            at++;
            while (at < type.length() && (type.charAt(at) != '\'' || type.startsWith("''", at))) {
                label.append(type.charAt(at));
                at += type.charAt(at) == '\'' ? 2 : 1;
            }
            labels.add(label.toString());
            at += type.startsWith("',", at) ? 2 : 1;
        }
        return labels;
    }

    /** Replaces numbers by labels; the cells are valid until the next call. */
    void put(Cells cells) throws BadCellException {
        byte[] numbers = cells.bytes();
        length = 0;
        for (int i = 0; i < cells.count(); i++) {
            int from = cells.from()[i];
            if (from != Cells.NULL) {
                long number = number(numbers, from, cells.to()[i], i);
                cells.from()[i] = length;
                write(number, i);
                cells.to()[i] = length;
            }
        }
        reserve(0);
        cells.replaceBytes(text);
    }

    private void write(long number, int row) throws BadCellException {
        if (set) {
            writeSet(number, row);
        } else if (number < 0 || number > labels.size()) {
            throw new BadCellException(row, "has an index beyond its labels");
        } else if (number > 0) {
            append(labels.get((int) number - 1));
        }
    }

    private void writeSet(long mask, int row) throws BadCellException {
        int width = Math.min(labels.size(), MOST_SET_LABELS);
        if (width < MOST_SET_LABELS && mask >>> width != 0) {
            throw new BadCellException(row, "has a bit beyond its labels");
        }
        boolean first = true;
        for (int i = 0; i < width; i++) {
            if ((mask >>> i & 1) != 0) {
                if (!first) {
                    append(COMMA);
                }
                append(labels.get(i));
                first = false;
            }
        }
    }

    private void append(byte[] label) {
        reserve(label.length);
        System.arraycopy(label, 0, text, length, label.length);
        length += label.length;
    }

    private void reserve(int more) {
        if (length + more + Chunk.SLACK > text.length) {
            text = Arrays.copyOf(text, 2 * (length + more + Chunk.SLACK));
        }
    }

    /** Unsigned: a SET of 64 labels uses all bits. */
    private static long number(byte[] bytes, int from, int to, int row) throws BadCellException {
        long number = Digits.parse(bytes, from, to - from);
        return number >= 0 ? number : UnsignedLongParser.longValue(bytes, from, to, row);
    }
}
