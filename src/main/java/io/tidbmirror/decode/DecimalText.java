package io.tidbmirror.decode;

import java.util.Arrays;

/**
 * The textual form of a decimal and its bounds. Digits are counted before anything is computed, so a hostile number costs
 * no more than its length.
 */
record DecimalText(int precision, int scale, boolean unsigned) {
    /** The most digits TiDB allows. */
    static final int MOST_DIGITS = 65;

    /**
     * Checks a number and writes its unscaled digits, padded with zeros to the precision, in ASCII.
     *
     * @return whether it is negative
     */
    boolean digits(byte[] bytes, int from, int to, int row, byte[] digits) throws BadCellException {
        boolean negative = from < to && bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int point = start;
        while (point < to && bytes[point] != '.') {
            point++;
        }
        int fraction = point == to ? 0 : to - point - 1;
        if (point == start || (point < to && fraction == 0)) {
            throw new BadCellException(row, "is not a decimal");
        }
        requireDigits(bytes, start, point, row);
        requireDigits(bytes, point + 1, to, row);
        while (start < point && bytes[start] == '0') {
            start++;
        }
        int whole = point - start;
        if (whole > precision - scale || fraction > scale || (negative && unsigned)) {
            throw new BadCellException(row, "does not fit its precision, scale or sign");
        }
        Arrays.fill(digits, 0, precision, (byte) '0');
        System.arraycopy(bytes, start, digits, precision - scale - whole, whole);
        if (fraction > 0) {
            System.arraycopy(bytes, point + 1, digits, precision - scale, fraction);
        }
        return negative;
    }

    private static void requireDigits(byte[] bytes, int from, int to, int row) throws BadCellException {
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new BadCellException(row, "is not a decimal");
            }
        }
    }
}
