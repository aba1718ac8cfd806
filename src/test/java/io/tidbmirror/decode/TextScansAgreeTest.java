package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Text is found and copied the same with the Vector API as without it. Slow on 17, where only tests use it. */
class TextScansAgreeTest {
    private static final int DRAWN = 3_000;
    private static final int MOST_BYTES = 3 * TextScan.BYTES;
    private static final byte[] BYTES = {'"', ',', '\n', '!', '#', 'a', 0, 127, -128, '"' - 128, -1};

    private final TextScan words = new SwarTextScan();
    private static TextScan vectors = new SwarTextScan();

    /** Surefire adds the module, also on 17. */
    @BeforeAll
    static void theVectorApiIsThere() {
        vectors = TextScan.vectors();
    }

    @Test
    void andFrom25OnItIsUsed() {
        boolean used = Runtime.version().feature() >= TextScan.FIRST_FAST_VECTORS && vectors.isFast();
        assertThat(TextScan.best()).hasSameClassAs(used ? vectors : words);
    }

    @Test
    void whereBytesAre() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < DRAWN; i++) {
            byte[] bytes = drawn(random);
            int from = random.nextInt(TextScan.BYTES);
            byte one = BYTES[random.nextInt(BYTES.length)];
            byte other = BYTES[random.nextInt(BYTES.length)];
            assertThat(vectors.find(bytes, from, one))
                    .as(() -> Arrays.toString(bytes))
                    .isEqualTo(words.find(bytes, from, one));
            assertThat(vectors.findEither(bytes, from, one, other))
                    .as(() -> Arrays.toString(bytes))
                    .isEqualTo(words.findEither(bytes, from, one, other))
                    .isEqualTo(bits(bytes, from, one) | bits(bytes, from, other));
        }
    }

    @Test
    void whetherAllIsAscii() {
        for (int at = 0; at <= TextScan.BYTES; at++) {
            byte[] bytes = new byte[MOST_BYTES];
            bytes[1 + at] = -1;
            for (TextScan scan : new TextScan[] {words, vectors}) {
                assertThat(scan.notAscii(bytes, 1) != 0).isEqualTo(at < TextScan.BYTES);
            }
        }
    }

    @Test
    void whatIsCopiedUpToAQuote() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < DRAWN; i++) {
            byte[] bytes = drawn(random);
            int from = random.nextInt(TextScan.BYTES);
            int expected = Long.numberOfTrailingZeros(bits(bytes, from, (byte) '"'));
            for (TextScan scan : new TextScan[] {words, vectors}) {
                byte[] into = new byte[TextScan.BYTES];
                long copied = scan.copyTo((byte) '"', bytes, from, into, 0);
                assertThat(copied & TextScan.COUNT).isEqualTo(expected);
                if (isAscii(bytes, from, from + TextScan.BYTES)) {
                    assertThat(copied).isEqualTo(expected);
                } else if (!isAscii(bytes, from, from + expected)) {
                    assertThat(copied).isNotEqualTo(expected);
                }
                assertThat(Arrays.copyOf(into, expected)).isEqualTo(Arrays.copyOfRange(bytes, from, from + expected));
            }
        }
    }

    @Test
    void runsOfEveryLength() {
        byte[] bytes = drawn(new SplittableRandom(3));
        for (int length = 0; length <= TextScan.BYTES; length++) {
            for (TextScan scan : new TextScan[] {words, vectors}) {
                byte[] into = new byte[TextScan.BYTES];
                scan.copy(bytes, 1, into, 0, length);
                assertThat(Arrays.copyOf(into, length)).isEqualTo(Arrays.copyOfRange(bytes, 1, 1 + length));
            }
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            ascii &= bytes[i] >= 0;
        }
        return ascii;
    }

    private static long bits(byte[] bytes, int from, byte wanted) {
        long bits = 0;
        for (int i = 0; i < TextScan.BYTES; i++) {
            bits |= (bytes[from + i] == wanted ? 1L : 0) << i;
        }
        return bits;
    }

    /** All kinds of bytes or ASCII alone, of which some come often, sometimes. */
    private static byte[] drawn(SplittableRandom random) {
        byte[] bytes = new byte[MOST_BYTES];
        random.nextBytes(bytes);
        byte kept = random.nextBoolean() ? -1 : Byte.MAX_VALUE;
        int rare = random.nextInt(1, 100);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(rare) == 0 ? BYTES[random.nextInt(BYTES.length)] : bytes[i];
            bytes[i] &= kept;
        }
        return bytes;
    }
}
