package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.ValueChange;
import io.tidbmirror.change.ValueKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a change of a column's type makes of its values, where that is certain (docs/ddl.md). A value that would be rounded,
 * cut or read anew is refused, never guessed.
 */
record ValueConversion(Column from, Column to) {
    /**
     * Adds all values, converted.
     *
     * @param operations one a row: what a delete cannot convert is NULL, since only its key counts
     */
    void convert(ColumnVector values, byte[] operations, ColumnVector into) throws RefusedValueException {
        if (ValueChange.of(from, to) == ValueChange.NONE) {
            into.append(values, 0, values.size());
            return;
        }
        for (int row = 0; row < values.size(); row++) {
            if (values.isNull(row)) {
                into.addNull();
            } else if (!add(values, row, into)) {
                if (operations[row] != Operation.DELETE.code()) {
                    throw new RefusedValueException("changes its type from " + name(from.type()) + " to "
                            + name(to.type()) + ", and what becomes of a value there is not certain");
                }
                into.addNull();
            }
        }
    }

    private static String name(ColumnType type) {
        String sizes = type.precision() == 0 ? "" : "(" + type.precision() + ")";
        return type.name() + sizes + (type.unsigned() ? " UNSIGNED" : "");
    }

    /** False if the result is not certain, as with a landed type that the user chose. */
    private boolean add(ColumnVector values, int row, ColumnVector into) {
        if (!from.isStandard() || !to.isStandard()) {
            return false;
        }
        return switch (from.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> addNumber(number(values, row), 0, into);
            case DECIMAL ->
                from.value().kind() == ValueKind.DECIMAL
                        && addNumber(number(values, row), from.type().scale(), into);
            case CHAR, VARCHAR, TEXT, ENUM -> addText((BytesVector) values, row, into);
            case SET -> isSingle((BytesVector) values, row) && addText((BytesVector) values, row, into);
            case BINARY, VARBINARY, BLOB -> addBytes((BytesVector) values, row, into);
            case DATETIME, TIMESTAMP -> addTime(values, row, into);
            case TIME -> addClock((BytesVector) values, row, into);
            case BIT, YEAR, FLOAT, DOUBLE, DATE, JSON, VECTOR -> false;
        };
    }

    static BigInteger number(ColumnVector values, int row) {
        if (values instanceof DecimalVector wide) {
            BigInteger low = new BigInteger(Long.toUnsignedString(wide.halves()[2 * row + 1]));
            return BigInteger.valueOf(wide.halves()[2 * row])
                    .shiftLeft(Long.SIZE)
                    .add(low);
        }
        return BigInteger.valueOf(((LongVector) values).values()[row]);
    }

    private boolean addNumber(BigInteger unscaled, int scale, ColumnVector into) {
        ColumnType type = to.type();
        return switch (type.name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> scale == 0 && fits(unscaled) && put(unscaled, into);
            case DECIMAL -> addDecimal(unscaled, scale, into);
            case CHAR, VARCHAR, TEXT -> scale == 0 && addText(unscaled.toString(), into);
            default -> false;
        };
    }

    private boolean fits(BigInteger value) {
        int bits = ValueChange.bits(to.type());
        return to.type().unsigned() ? value.signum() >= 0 && value.bitLength() <= bits : value.bitLength() < bits;
    }

    private boolean addDecimal(BigInteger unscaled, int scale, ColumnVector into) {
        ColumnType type = to.type();
        if (to.value().kind() != ValueKind.DECIMAL || type.scale() < scale) {
            return false;
        }
        BigInteger value = unscaled.multiply(BigInteger.TEN.pow(type.scale() - scale));
        return value.abs().compareTo(BigInteger.TEN.pow(type.precision())) < 0
                && (!type.unsigned() || value.signum() >= 0)
                && put(value, into);
    }

    private static boolean put(BigInteger value, ColumnVector into) {
        if (into instanceof DecimalVector wide) {
            wide.add(value.shiftRight(Long.SIZE).longValue(), value.longValue());
        } else {
            ((LongVector) into).add(value.longValueExact());
        }
        return true;
    }

    private boolean addText(String text, ColumnVector into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return addText(bytes, 0, bytes.length, into);
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

    /** A time that keeps all of its digits, or has only zeros in those it loses. */
    private boolean addTime(ColumnVector values, int row, ColumnVector into) {
        boolean same = from.type().name() == to.type().name() && from.value().equals(to.value());
        if (!same || !(values instanceof LongVector times)) {
            return false;
        }
        long unit = (long) Math.pow(10, 6 - to.type().scale());
        if (times.values()[row] % unit != 0) {
            return false;
        }
        ((LongVector) into).add(times.values()[row]);
        return true;
    }

    private boolean addClock(BytesVector values, int row, ColumnVector into) {
        int more = to.type().scale() - from.type().scale();
        if (to.type().name() != MySqlType.TIME || more < 0) {
            return false;
        }
        String text = new String(values.data(), values.offsets()[row], values.length(row), StandardCharsets.UTF_8);
        String point = from.type().scale() == 0 && more > 0 ? "." : "";
        byte[] longer = (text + point + "0".repeat(more)).getBytes(StandardCharsets.UTF_8);
        ((BytesVector) into).add(longer, 0, longer.length);
        return true;
    }
}
