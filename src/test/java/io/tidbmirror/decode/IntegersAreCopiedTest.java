package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Integers are copied if they are in the range of their type and stand there as they would be written, all others are not. */
class IntegersAreCopiedTest {
    private static final int DRAWN = 5_000;
    private static final String ODD = "0019-+.:/ \u00B0\u0000";
    private static final List<Long> GREATEST =
            List.of(127L, 255L, 32_767L, 65_535L, 8_388_607L, 16_777_215L, Integer.MAX_VALUE + 0L, 4_294_967_295L);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void ofSignedTypes() {
        for (long greatest : List.of(127L, 32_767L, 8_388_607L, (long) Integer.MAX_VALUE, Long.MAX_VALUE)) {
            agree(-greatest - 1, greatest);
        }
    }

    @Test
    void ofUnsignedTypesAndYears() {
        for (long greatest : GREATEST) {
            agree(0, greatest);
        }
        agree(1901, 2155);
    }

    private void agree(long least, long greatest) {
        CsvCopy copy = new CsvIntegerCopy(
                new CsvCell.Form((byte) '"', false, (byte) ',', (byte) ',', "\\N", false, true), least, greatest);
        int copied = 0;
        for (int i = 0; i < DRAWN; i++) {
            String cell = drawn(least, greatest);
            boolean fits = cell.matches("0|-?[1-9][0-9]*")
                    && new BigInteger(cell).compareTo(BigInteger.valueOf(least)) >= 0
                    && new BigInteger(cell).compareTo(BigInteger.valueOf(greatest)) <= 0;
            // The one number of 19 digits whose size is no long is left to the ordinary way.
            fits &= !cell.equals(Long.toString(Long.MIN_VALUE));
            assertThat(isCopied(copy, cell)).as(cell + " of " + greatest).isEqualTo(fits);
            copied += fits ? 1 : 0;
        }
        assertThat(copied).isBetween(DRAWN / 10, DRAWN * 9 / 10);
    }

    /** A number of any length, or one near a bound, with a byte of it perhaps replaced. */
    private String drawn(long least, long greatest) {
        long bound = random.nextBoolean() ? least : greatest;
        int bits = random.nextInt(Long.SIZE);
        String number =
                switch (random.nextInt(4)) {
                    case 0 ->
                        BigInteger.valueOf(bound)
                                .add(BigInteger.valueOf(random.nextInt(-3, 4)))
                                .toString();
                    case 1 -> Long.toString(random.nextLong() >> bits);
                    case 2 -> Long.toUnsignedString(random.nextLong() >>> bits) + random.nextInt(100);
                    default -> Long.toString(random.nextLong(least, greatest));
                };
        if (random.nextInt(4) > 0) {
            return number;
        }
        char[] cell = number.toCharArray();
        cell[random.nextInt(cell.length)] = ODD.charAt(random.nextInt(ODD.length()));
        return random.nextInt(8) == 0 ? "" : new String(cell);
    }

    private static boolean isCopied(CsvCopy copy, String cell) {
        byte[] row = (cell + ",7,-12345678901234567890123,").getBytes(ISO_8859_1);
        byte[] bytes = Arrays.copyOf(row, row.length + Chunk.SLACK);
        byte[] into = new byte[1 + cell.length() + CsvCopy.MOST_BYTES];
        copy.begin(row.length);
        long ends = copy.copy(bytes, 0, Swar.load(bytes, 0), into, 1, into.length);
        if (ends == CsvCopy.UNUSUAL) {
            return false;
        }
        assertThat(ends).as(cell).isEqualTo(CsvCopy.ends(cell.length() + 1, cell.length() + 1));
        assertThat(new String(into, 1, cell.length(), ISO_8859_1)).isEqualTo(cell);
        return true;
    }
}
