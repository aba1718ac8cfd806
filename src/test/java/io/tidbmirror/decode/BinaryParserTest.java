package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Base64 is what the JDK writes, and is copied where it can be decoded. */
class BinaryParserTest {
    private static final int LONGEST = 50;
    private static final int DRAWN = 50_000;

    /** Letters next to those of base64, bits above ASCII, padding; letters are drawn more often. */
    private static final byte[] ODD =
            "AZaz09+/AQgw==@[`{:.*,-\u00C1\u00BD\u00FF\0".getBytes(StandardCharsets.ISO_8859_1);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void base64OfEveryLengthIsDecoded() {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] value = new byte[length];
            random.nextBytes(value);
            assertThat(decoded(Base64.getEncoder().encode(value))).isEqualTo(value);
        }
    }

    @Test
    void cellsAreReadUpToTheQuote() {
        for (int length = 0; length <= 5_000; length += length < LONGEST ? 1 : 97) {
            byte[] value = new byte[length];
            random.nextBytes(value);
            assertThat(read(Base64.getEncoder().encode(value))).isEqualTo(value);
        }
    }

    @Test
    void lettersInQuotesThatAreLettersThemselvesAreLeftToTheGeneralWay() {
        assertThat(new BinaryParser(BinaryEncoding.BASE64).cell(form('Q'))).isInstanceOf(CsvRangeCell.class);
        assertThat(new BinaryParser(BinaryEncoding.BASE64).cell(form('='))).isInstanceOf(CsvRangeCell.class);
        assertThat(new BinaryParser(BinaryEncoding.BASE64).cell(form('|'))).isInstanceOf(CsvBase64Cell.class);
    }

    @Test
    void aByteThatIsNoLetterIsRefusedWhereverItStands() {
        for (int length = 1; length <= LONGEST; length++) {
            byte[] letters = Base64.getEncoder().encode(new byte[length]);
            for (int at = 0; at < letters.length; at++) {
                for (byte bad : new byte[] {'-', '_', ' ', '"', 0, -1, (byte) 0xC1}) {
                    byte[] damaged = letters.clone();
                    damaged[at] = bad;
                    assertThat(decoded(damaged)).isNull();
                }
            }
        }
    }

    /** What is copied and read in one pass is what can be decoded: of damaged letters and padding alike. */
    @Test
    void base64IsCopiedAndReadWhereItCanBeDecoded() {
        int copied = 0;
        for (int i = 0; i < DRAWN; i++) {
            byte[] value = new byte[random.nextInt(12, LONGEST)];
            random.nextBytes(value);
            byte[] letters = Base64.getEncoder().encode(value);
            letters = Arrays.copyOf(letters, letters.length - random.nextInt(8) / 6);
            for (int damage = random.nextInt(4); damage > 0; damage--) {
                int at = letters.length - 1 - random.nextInt(random.nextBoolean() ? 4 : letters.length);
                letters[at] = ODD[random.nextInt(ODD.length)];
            }
            boolean decodes = decoded(letters) != null;
            assertThat(read(letters)).isEqualTo(decoded(letters));
            assertThat(isCopied(letters))
                    .as(new String(letters, StandardCharsets.ISO_8859_1))
                    .isEqualTo(decodes);
            copied += decodes ? 1 : 0;
        }
        assertThat(copied).isBetween(DRAWN / 4, DRAWN * 3 / 4);
    }

    private static byte[] cell(byte[] letters) {
        byte[] cell = new byte[1 + letters.length + 2 + Chunk.SLACK];
        cell[0] = '"';
        System.arraycopy(letters, 0, cell, 1, letters.length);
        cell[letters.length + 1] = '"';
        cell[letters.length + 2] = ',';
        return cell;
    }

    private static CsvCell.Form form(char quote) {
        return new CsvCell.Form((byte) quote, true, (byte) ',', (byte) ',', "\\N", false, true);
    }

    private static boolean isCopied(byte[] letters) {
        byte[] cell = cell(letters);
        CsvCopy copy = new CsvBase64Copy(form('"'));
        copy.begin(letters.length + 3);
        byte[] into = new byte[2 * cell.length];
        long ends = copy.copy(cell, 0, Swar.load(cell, 0), into, 1, letters.length + 3);
        if (ends == CsvCopy.UNUSUAL) {
            return false;
        }
        assertThat(ends).isEqualTo(CsvCopy.ends(letters.length + 3, letters.length + 3));
        assertThat(Arrays.copyOfRange(into, 1, letters.length + 3)).isEqualTo(Arrays.copyOf(cell, letters.length + 2));
        return true;
    }

    /** The value of the second of two rows, in a vector that has no room for it yet. */
    private static byte[] read(byte[] letters) {
        CsvCell cell = new BinaryParser(BinaryEncoding.BASE64).cell(form('"'));
        BytesVector vector = new BytesVector();
        vector.reserve(2);
        cell.begin(vector, letters.length + 3);
        assertThat(cell.read(cell("Rg==".getBytes(StandardCharsets.US_ASCII)), 0, 0))
                .isEqualTo(7);
        int next = cell.read(cell(letters), 0, 1);
        int[] ends = vector.offsets();
        return next == CsvCell.UNUSUAL ? null : Arrays.copyOfRange(vector.data(), ends[1], ends[2]);
    }

    private static byte[] decoded(byte[] letters) {
        byte[] bytes = Arrays.copyOf(letters, letters.length + Chunk.SLACK);
        byte[] data = new byte[1 + LONGEST + ColumnVector.SLACK];
        int end = BinaryParser.base64(bytes, 0, letters.length, data, 1);
        return end < 0 ? null : Arrays.copyOfRange(data, 1, end);
    }
}
