package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.ValueChange;
import io.tidbmirror.change.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a change of a column's type makes of its values, where that is certain (docs/ddl.md). A value that would be rounded,
 * cut or read anew is refused, never guessed.
 */
record ValueConversion(Column from, Column to) {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,19}");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,63})(\\.[0-9]{1,30})?");
    private static final int DOUBLE_DIGITS = 15;
    private static final int FLOAT_DIGITS = 6;
    private static final double MOST_WHOLE = 1L << 53;

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
            if (values.isNull(row) && !hidesZeroDates()) {
                into.addNull();
            } else if (values.isNull(row) || !add(values, row, into)) {
                if (operations[row] != Operation.DELETE.code()) {
                    throw new RefusedValueException("changes its type from " + name(from.type()) + " to "
                            + name(to.type()) + ", and what becomes of a value there is not certain");
                }
                into.addNull();
            }
        }
    }

    /** Whether a value may stand for a zero date, which the type after the change would show. */
    private boolean hidesZeroDates() {
        return MomentConversion.isMoment(from.value()) && !MomentConversion.isMoment(to.value());
    }

    private static String name(ColumnType type) {
        String scale = type.name() == MySqlType.DECIMAL ? "," + type.scale() : "";
        String sizes = type.precision() == 0 ? "" : "(" + type.precision() + scale + ")";
        return type.name() + sizes + (type.unsigned() ? " UNSIGNED" : "");
    }

    /** False if the result is not certain, as with a landed type that the user chose. */
    private boolean add(ColumnVector values, int row, ColumnVector into) {
        if (!from.isStandard() || !to.isStandard()) {
            return false;
        }
        ColumnType type = from.type();
        return switch (type.name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> addNumber(new BigDecimal(number(values, row)), into);
            case YEAR -> addYear(number(values, row), into);
            case BIT -> to.type().name() == MySqlType.BIT && addBits(number(values, row), into);
            case DECIMAL -> addNumber(decimal(values, row), into);
            case FLOAT, DOUBLE -> addFloating(((DoubleVector) values).values()[row], into);
            case CHAR, VARCHAR, TEXT -> addText((BytesVector) values, row, into) || addParsed(text(values, row), into);
            case ENUM -> addText((BytesVector) values, row, into);
            case SET -> isSingle((BytesVector) values, row) && addText((BytesVector) values, row, into);
            case BINARY, VARBINARY, BLOB -> addBytes((BytesVector) values, row, into);
            case DATE, DATETIME, TIMESTAMP -> new MomentConversion(from, to).add(values, row, into);
            case TIME -> addClock((BytesVector) values, row, into);
            case JSON, VECTOR -> false;
        };
    }

    private BigDecimal decimal(ColumnVector values, int row) {
        return from.value().kind() == ValueKind.DECIMAL
                ? new BigDecimal(number(values, row), from.type().scale())
                : new BigDecimal(text(values, row));
    }

    private static String text(ColumnVector values, int row) {
        BytesVector bytes = (BytesVector) values;
        return new String(bytes.data(), bytes.offsets()[row], bytes.length(row), StandardCharsets.UTF_8);
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

    /** A number that keeps all of its digits. */
    private boolean addNumber(BigDecimal value, ColumnVector into) {
        return switch (to.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> isWhole(value) && addInteger(value.toBigInteger(), into);
            case DECIMAL -> addDecimal(value, into);
            case FLOAT, DOUBLE -> addFloating(value, into);
            case CHAR, VARCHAR, TEXT -> addText(value.toPlainString(), into);
            default -> false;
        };
    }

    private static boolean isWhole(BigDecimal value) {
        return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    }

    private boolean addInteger(BigInteger value, ColumnVector into) {
        int bits = ValueChange.bits(to.type());
        boolean fits =
                to.type().unsigned() ? value.signum() >= 0 && value.bitLength() <= bits : value.bitLength() < bits;
        return fits && put(value, into);
    }

    private boolean addDecimal(BigDecimal value, ColumnVector into) {
        ColumnType type = to.type();
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.scale() > type.scale() || (type.unsigned() && value.signum() < 0)) {
            return false;
        }
        BigDecimal scaled = stripped.setScale(type.scale());
        if (scaled.precision() > type.precision()) {
            return false;
        }
        if (to.value().kind() != ValueKind.DECIMAL) {
            return addBytes(scaled.toPlainString(), into);
        }
        return put(scaled.unscaledValue(), into);
    }

    /** As many digits as every binary number of the type tells apart. */
    private boolean addFloating(BigDecimal value, ColumnVector into) {
        boolean single = to.type().name() == MySqlType.FLOAT;
        boolean exact = value.stripTrailingZeros().precision() <= (single ? FLOAT_DIGITS : DOUBLE_DIGITS)
                && (!single || isWhole(value));
        return exact && addFloating(value.doubleValue(), into);
    }

    private boolean addFloating(double value, ColumnVector into) {
        ColumnType type = to.type();
        boolean negative = type.unsigned() && value < 0;
        return switch (type.name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT ->
                value == Math.rint(value)
                        && Math.abs(value) <= MOST_WHOLE
                        && addInteger(new BigDecimal(value).toBigInteger(), into);
            case FLOAT, DOUBLE -> {
                boolean fits = type.name() == MySqlType.DOUBLE || (double) (float) value == value;
                if (negative || type.scale() > 0 || !fits) {
                    yield false;
                }
                ((DoubleVector) into).add(value);
                yield true;
            }
            default -> false;
        };
    }

    /** The year 0 has more than one text. */
    private boolean addYear(BigInteger year, ColumnVector into) {
        boolean number = to.type().name() != MySqlType.YEAR && !ValueChange.isText(to.type());
        return (number || year.signum() != 0) && addNumber(new BigDecimal(year), into);
    }

    private boolean addBits(BigInteger bits, ColumnVector into) {
        return bits.bitLength() <= to.type().precision() && put(bits, into);
    }

    /** Text that is written the way TiDB prints a value of the type. */
    private boolean addParsed(String text, ColumnVector into) {
        ColumnType type = to.type();
        return switch (type.name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT ->
                WHOLE.matcher(text).matches() && addInteger(new BigInteger(text), into);
            case DECIMAL, DOUBLE -> NUMBER.matcher(text).matches() && addNumber(new BigDecimal(text), into);
            case ENUM -> type.elements().contains(text) && addBytes(text, into);
            case DATE, DATETIME -> new MomentConversion(from, to).addParsed(text, into);
            default -> false;
        };
    }

    private static boolean addBytes(String text, ColumnVector into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ((BytesVector) into).add(bytes, 0, bytes.length);
        return true;
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

    private boolean addClock(BytesVector values, int row, ColumnVector into) {
        int more = to.type().scale() - from.type().scale();
        if (to.type().name() != MySqlType.TIME || more < 0) {
            return false;
        }
        String text = text(values, row);
        String point = from.type().scale() == 0 && more > 0 ? "." : "";
        return addBytes(text + point + "0".repeat(more), into);
    }
}
