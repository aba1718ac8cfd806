package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a change of a column's type makes of text, labels, times of the day and bytes, where they stay as they are. */
record TextConversion(Column from, Column to) {
    /** Adds a value; false if the result is not certain. */
    boolean add(BytesVector values, int row, ColumnVector into) {
        return switch (from.type().name()) {
            case CHAR, VARCHAR, TEXT -> addText(values, row, into) || addLabel(text(values, row), into);
            case ENUM -> addText(values, row, into);
            case SET -> isSingle(values, row) && addText(values, row, into);
            case BINARY, VARBINARY, BLOB -> addBytes(values, row, into);
            case TIME -> addClock(values, row, into);
            default -> false;
        };
    }

    /** Adds the digits of a number, if they fit. */
    boolean addDigits(String digits, ColumnVector into) {
        byte[] bytes = digits.getBytes(StandardCharsets.UTF_8);
        return addText(bytes, 0, bytes.length, into);
    }

    static String text(BytesVector bytes, int row) {
        return new String(bytes.data(), bytes.offsets()[row], bytes.length(row), StandardCharsets.UTF_8);
    }

    /** Adds text that is known to fit. */
    static boolean put(String text, ColumnVector into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ((BytesVector) into).add(bytes, 0, bytes.length);
        return true;
    }

    private boolean addLabel(String text, ColumnVector into) {
        return to.type().name() == MySqlType.ENUM && to.type().elements().contains(text) && put(text, into);
    }

    private boolean addText(BytesVector values, int row, ColumnVector into) {
        return addText(values.data(), values.offsets()[row], values.length(row), into);
    }

    private boolean addText(byte[] bytes, int from, int length, ColumnVector into) {
        boolean fits =
                switch (to.type().name()) {
                    case TEXT -> true;
                    case VARCHAR -> characters(bytes, from, length) <= to.type().precision();
                    case CHAR ->
                        characters(bytes, from, length) <= to.type().precision()
                                && (length == 0 || bytes[from + length - 1] != ' ');
                    case SET -> this.from.type().name() == MySqlType.SET;
                    default -> false;
                };
        if (fits) {
            ((BytesVector) into).add(bytes, from, length);
        }
        return fits;
    }

    private static int characters(byte[] utf8, int from, int length) {
        int count = 0;
        for (int i = from; i < from + length; i++) {
            count += (utf8[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /** One label, which no order of labels can print in another way. */
    private static boolean isSingle(BytesVector values, int row) {
        for (int i = values.offsets()[row]; i < values.offsets()[row + 1]; i++) {
            if (values.data()[i] == ',') {
                return false;
            }
        }
        return true;
    }

    private boolean addBytes(BytesVector values, int row, ColumnVector into) {
        int length = values.length(row);
        int most = to.type().precision();
        boolean binary = to.value().kind() == ValueKind.BINARY;
        if (!binary || (to.type().name() != MySqlType.BLOB && length > most)) {
            return false;
        }
        int start = values.offsets()[row];
        int padded = to.type().name() == MySqlType.BINARY ? most : length;
        byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(values.data(), start, start + length), padded);
        ((BytesVector) into).add(bytes, 0, padded);
        return true;
    }

    private boolean addClock(BytesVector values, int row, ColumnVector into) {
        int more = to.type().scale() - from.type().scale();
        if (to.type().name() != MySqlType.TIME || more < 0) {
            return false;
        }
        String text = text(values, row);
        String point = from.type().scale() == 0 && more > 0 ? "." : "";
        return put(text + point + "0".repeat(more), into);
    }
}
