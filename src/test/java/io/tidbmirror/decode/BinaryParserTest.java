package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ColumnVector;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Base64 is what the JDK writes. */
class BinaryParserTest {
    private static final int LONGEST = 50;
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void base64_of_every_length_is_decoded() {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] value = new byte[length];
            random.nextBytes(value);
            assertThat(decoded(Base64.getEncoder().encode(value))).isEqualTo(value);
        }
    }

    @Test
    void a_byte_that_is_no_letter_is_refused_wherever_it_stands() {
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

    private static byte[] decoded(byte[] letters) {
        byte[] bytes = Arrays.copyOf(letters, letters.length + Chunk.SLACK);
        byte[] data = new byte[1 + LONGEST + ColumnVector.SLACK];
        int end = BinaryParser.base64(bytes, 0, letters.length, data, 1);
        return end < 0 ? null : Arrays.copyOfRange(data, 1, end);
    }
}
