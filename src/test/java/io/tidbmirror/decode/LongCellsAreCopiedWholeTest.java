package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.LongVector;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Cells are copied to their last byte, or not at all. */
class LongCellsAreCopiedWholeTest {
    private static final String UNUSUAL = "unusual";
    private static final String FULL = "full";

    /** Decimals with more are landed as text, and not copied. */
    private static final int MOST_DIGITS = 38;

    private static final int ENOUGH = 1_000;

    private final CsvCell.Form form = new CsvCell.Form((byte) '"', true, (byte) ',', (byte) ',', "\\N", false, true);

    private static String copied(CsvCopy copy, String cell, int room) {
        byte[] row = (cell + ",7,").getBytes(ISO_8859_1);
        byte[] bytes = Arrays.copyOf(row, row.length + Chunk.SLACK);
        byte[] into = new byte[room + CsvCopy.MOST_BYTES];
        copy.begin(row.length);
        long ends = copy.copy(bytes, 0, Swar.load(bytes, 0), into, 0, room);
        if (ends < 0) {
            return ends == CsvCopy.FULL ? FULL : UNUSUAL;
        }
        assertThat(ends >>> Integer.SIZE).isEqualTo(cell.length() + 1);
        return new String(into, 0, (int) ends, ISO_8859_1);
    }

    @Test
    void decimals() {
        String digits = "1234567890".repeat(7);
        int whole = 0;
        for (int before = 1; before <= MOST_DIGITS; before++) {
            for (int scale = 0; scale <= Math.min(30, MOST_DIGITS - before); scale++) {
                CsvCopy copy = new CsvDecimalCopy(form, new DecimalText(before + scale, scale, false));
                for (String sign : new String[] {"", "-"}) {
                    String number =
                            sign + digits.substring(0, before) + (scale == 0 ? "" : "." + digits.substring(0, scale));
                    String outcome = copied(copy, '"' + number + '"', ENOUGH);
                    assertThat(outcome).isIn(number, UNUSUAL);
                    whole += outcome.equals(number) ? 1 : 0;
                }
            }
        }
        assertThat(whole).isGreaterThan(1_000);
    }

    @Test
    void floats() {
        String digits = "1234567890".repeat(4);
        CsvCopy copy = new CsvFloatCopy(form, false);
        for (int before = 1; before < 40; before++) {
            for (int behind = 0; behind < 40; behind++) {
                String number = digits.substring(0, before) + (behind == 0 ? "" : "." + digits.substring(0, behind));
                String expected = number.length() > 24 ? UNUSUAL : number;
                assertThat(copied(copy, number, ENOUGH)).isEqualTo(expected);
            }
        }
    }

    /** Wherever it is damaged; such a byte in place of another never makes base64 of these values. */
    @Test
    void damagedBinaryValuesAreNotCopied() {
        for (int length = 1; length < 40; length++) {
            StringBuilder cell = new StringBuilder(binary(length));
            for (int i = 0; i < cell.length(); i++) {
                char right = cell.charAt(i);
                for (char wrong : "=-_.:@[`{ \n\0\u00c1\u00ff".toCharArray()) {
                    cell.setCharAt(i, wrong);
                    if (wrong != right) {
                        assertThat(isCopiedBehindAnother(cell.toString()))
                                .as("%s", cell)
                                .isFalse();
                    }
                }
                cell.setCharAt(i, right);
            }
            assertThat(isCopiedBehindAnother(cell.toString())).isTrue();
            assertThat(isCopiedBehindAnother(cell + "x")).isFalse();
        }
    }

    private static String binary(int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) -1);
        return '"' + Base64.getEncoder().encodeToString(value) + '"';
    }

    /** Only the first value of a block is decoded. */
    private boolean isCopiedBehindAnother(String cell) {
        CsvCopy copy = new CsvBase64Copy(form);
        String first = binary(9) + ",";
        byte[] row = (first + cell + ",7,").getBytes(ISO_8859_1);
        byte[] bytes = Arrays.copyOf(row, row.length + Chunk.SLACK);
        byte[] into = new byte[ENOUGH + CsvCopy.MOST_BYTES];
        copy.begin(row.length);
        assertThat(copy.copy(bytes, 0, Swar.load(bytes, 0), into, 0, ENOUGH)).isPositive();
        return copy.copy(bytes, first.length(), Swar.load(bytes, first.length()), into, 0, ENOUGH) >= 0;
    }

    /** As long as there is room for them. */
    @Test
    void binaryValues() {
        CsvCopy copy = new CsvBase64Copy(form);
        for (int length = 0; length < 200; length++) {
            String cell = binary(length);
            assertThat(copied(copy, cell, ENOUGH)).isEqualTo(cell);
            for (int room = 0; room < cell.length(); room += 5) {
                assertThat(copied(copy, cell, room)).isIn(cell, FULL);
            }
        }
    }

    /** A number whose first digits alone would be in the range is none of it. */
    @Test
    void decimalsOfTooManyDigitsAreNotRead() {
        CsvDecimalCell cell = new CsvDecimalCell(form, 18, 0, false);
        LongVector vector = new LongVector();
        vector.reserve(1);
        for (int digits = 17; digits <= 40; digits++) {
            for (String first : new String[] {"1", "18446744073709551617", "000000000000000000001"}) {
                String number = (first + "0".repeat(40)).substring(0, digits);
                byte[] row = ('"' + number + "\",7,").getBytes(ISO_8859_1);
                cell.begin(vector, row.length);
                int next = cell.read(Arrays.copyOf(row, row.length + Chunk.SLACK), 0, 0);
                assertThat(next).as(number).isEqualTo(digits > 18 ? CsvCell.UNUSUAL : digits + 3);
            }
        }
    }
}
