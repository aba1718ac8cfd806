package io.tidbmirror.decode;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.NearestDouble;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** FLOAT and DOUBLE, to the last bit; a FLOAT is rounded once, to 32 bits, and then widened. */
final class FloatParser implements ValueParser {
    private static final int WORD = 8;
    private static final long POINTS = Swar.spread('.');
    private static final long BELOW_FLOAT = 0x1FFFFFFFL;
    private static final long HALF_FLOAT = 0x10000000L;

    private final boolean single;
    private final boolean unsigned;

    FloatParser(boolean single, boolean unsigned) {
        this.single = single;
        this.unsigned = unsigned;
    }

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return form.quoted() ? ValueParser.super.cell(form) : new CsvFloatCell(form, this);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() ? null : new CsvFloatCopy(form, unsigned);
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int count = cells.count();
        into.reserve(count);
        byte[] bytes = cells.bytes();
        int[] from = cells.from();
        int[] to = cells.to();
        double[] values = ((DoubleVector) into).values();
        byte[] defined = into.defined();
        int slot = into.size();
        int nulls = 0;
        for (int i = 0; i < count; i++, slot++) {
            int start = from[i];
            if (start == Cells.NULL) {
                defined[slot] = 0;
                nulls++;
                continue;
            }
            values[slot] = value(bytes, start, to[i], i);
            defined[slot] = 1;
        }
        into.added(count, nulls);
    }

    /** One value. */
    double value(byte[] bytes, int from, int to, int row) throws BadCellException {
        double value = number(bytes, from, to, row);
        if (isRefused(value)) {
            throw new BadCellException(row, "is negative in an unsigned column");
        }
        return value;
    }

    boolean isRefused(double value) {
        return unsigned && value < 0;
    }

    /** The value of a number whose digits have been read. */
    double scaled(long digits, int fraction, boolean negative, byte[] bytes, int from, int to) {
        double size = NearestDouble.quotient(digits, fraction);
        return rounded(negative ? -size : size, bytes, from, to);
    }

    private double number(byte[] bytes, int from, int to, int row) throws BadCellException {
        int start = bytes[from] == '-' ? from + 1 : from;
        int whole = Math.min(Swar.first(Swar.zeros(Swar.load(bytes, start) ^ POINTS)), to - start);
        int fraction = to - start - whole - 1;
        if (whole > 0 && whole < WORD && fraction > 0 && whole + fraction <= Digits.SAFE) {
            long integer = Digits.parse(bytes, start, whole);
            long rest = Digits.parse(bytes, start + whole + 1, fraction);
            long digits = integer * Digits.power(fraction) + rest;
            if ((integer | rest) >= 0) {
                return scaled(digits, fraction, start > from, bytes, from, to);
            }
        }
        if (fraction == -1) {
            long integer = Digits.parse(bytes, start, whole);
            if (integer >= 0) {
                return rounded(start > from ? -(double) integer : integer, bytes, from, to);
            }
        }
        requireNumber(bytes, start, to, row);
        double value = parsed(bytes, from, to);
        if (Double.isInfinite(value)) {
            throw new BadCellException(row, "is outside the range of its type");
        }
        return value;
    }

    /** A double exactly between two floats may have been rounded there: only then decide again from the text. */
    private double rounded(double value, byte[] bytes, int from, int to) {
        if (!single) {
            return value;
        }
        boolean between = (Double.doubleToRawLongBits(value) & BELOW_FLOAT) == HALF_FLOAT;
        return between ? parsed(bytes, from, to) : (float) value;
    }

    private double parsed(byte[] bytes, int from, int to) {
        return single
                ? JavaFloatParser.parseFloat(bytes, from, to - from)
                : JavaDoubleParser.parseDouble(bytes, from, to - from);
    }

    /** The parsers accept more than TiCDC writes: hexadecimal, NaN, blanks. */
    private static void requireNumber(byte[] bytes, int from, int to, int row) throws BadCellException {
        int end = digits(bytes, from, to);
        boolean good = end > from;
        if (end < to && bytes[end] == '.') {
            int start = end + 1;
            end = digits(bytes, start, to);
            good &= end > start;
        }
        if (end < to && bytes[end] == 'e') {
            int start = end + 1 < to && (bytes[end + 1] == '-' || bytes[end + 1] == '+') ? end + 2 : end + 1;
            end = digits(bytes, start, to);
            good &= end > start;
        }
        if (!good || end != to) {
            throw new BadCellException(row, "is not a number");
        }
    }

    private static int digits(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end;
    }
}
