package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.ValueChange;
import io.tidbmirror.change.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What a change of a column's type makes of numbers, where all of their digits are kept: integers, years, bits, decimals, floats. */
record NumberConversion(Column from, Column to) {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,19}");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,63})(\\.[0-9]{1,30})?");
    private static final int DOUBLE_DIGITS = 15;
    private static final int FLOAT_DIGITS = 6;
    private static final double MOST_WHOLE = 1L << 53;

    /** Adds a value of a column of numbers; false if the result is not certain. */
    boolean add(ColumnVector values, int row, ColumnVector into) {
        return switch (from.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> addNumber(new BigDecimal(number(values, row)), into);
            case YEAR -> addYear(number(values, row), into);
            case BIT -> to.type().name() == MySqlType.BIT && addBits(number(values, row), into);
            case DECIMAL -> addNumber(decimal(values, row), into);
            case FLOAT, DOUBLE -> addFloating(((DoubleVector) values).values()[row], into);
            default -> false;
        };
    }

    /** Adds text of a column of text; false unless it is written as TiDB prints a number of the type. */
    boolean addParsed(String text, ColumnVector into) {
        return switch (to.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT ->
                WHOLE.matcher(text).matches() && addInteger(new BigInteger(text), into);
            case DECIMAL, DOUBLE -> NUMBER.matcher(text).matches() && addNumber(new BigDecimal(text), into);
            default -> false;
        };
    }

    /** A value of a column of integers, or the digits of a decimal. */
    static BigInteger number(ColumnVector values, int row) {
        if (values instanceof DecimalVector wide) {
            BigInteger low = new BigInteger(Long.toUnsignedString(wide.halves()[2 * row + 1]));
            return BigInteger.valueOf(wide.halves()[2 * row])
                    .shiftLeft(Long.SIZE)
                    .add(low);
        }
        return BigInteger.valueOf(((LongVector) values).values()[row]);
    }

    private BigDecimal decimal(ColumnVector values, int row) {
        return from.value().kind() == ValueKind.DECIMAL
                ? new BigDecimal(number(values, row), from.type().scale())
                : new BigDecimal(TextConversion.text((BytesVector) values, row));
    }

    /** A number that keeps all of its digits. */
    private boolean addNumber(BigDecimal value, ColumnVector into) {
        return switch (to.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> isWhole(value) && addInteger(value.toBigInteger(), into);
            case DECIMAL -> addDecimal(value, into);
            case FLOAT, DOUBLE -> addFloating(value, into);
            case CHAR, VARCHAR, TEXT -> new TextConversion(from, to).addDigits(value.toPlainString(), into);
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
            return TextConversion.put(scaled.toPlainString(), into);
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

    private static boolean put(BigInteger value, ColumnVector into) {
        if (into instanceof DecimalVector wide) {
            wide.add(value.shiftRight(Long.SIZE).longValue(), value.longValue());
        } else {
            ((LongVector) into).add(value.longValueExact());
        }
        return true;
    }
}
