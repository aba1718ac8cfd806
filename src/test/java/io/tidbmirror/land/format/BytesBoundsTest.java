package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesBoundsTest {
    private static final byte[] ALPHABET = {0, 1, 'a', 'b', 0x7F, (byte) 0x80, (byte) 0xFF};

    @Test
    void boundsAreThoseOfUnsignedOrderHoweverMuchValuesHaveInCommon() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] prefix = word(random, random.nextInt(20));
            int count = 1 + random.nextInt(12);
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(value(random, prefix));
            }
            assertThat(bounds(values)).describedAs("round %s", round).isEqualTo(expected(values));
        }
    }

    /** Mostly the common prefix with something behind it, sometimes a part of it or something else. */
    private static byte[] value(Random random, byte[] prefix) {
        byte[] tail = word(random, random.nextInt(10));
        int kept = random.nextInt(8) == 0 ? random.nextInt(prefix.length + 1) : prefix.length;
        byte[] value = Arrays.copyOf(prefix, kept + tail.length);
        System.arraycopy(tail, 0, value, kept, tail.length);
        return value;
    }

    private static byte[] word(Random random, int length) {
        byte[] word = new byte[length];
        for (int i = 0; i < length; i++) {
            word[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return word;
    }

    private static List<String> bounds(List<byte[]> values) {
        BytesVector vector = new BytesVector();
        values.forEach(value -> vector.add(value, 0, value.length));
        BytesBounds bounds = new BytesBounds(vector.data(), vector.offsets(), 0);
        bounds.addAll(1, values.size());
        return hex(values.get(bounds.min()), values.get(bounds.max()));
    }

    private static List<String> expected(List<byte[]> values) {
        List<byte[]> sorted =
                values.stream().sorted((a, b) -> Arrays.compareUnsigned(a, b)).toList();
        return hex(sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private static List<String> hex(byte[] min, byte[] max) {
        return List.of(HexFormat.of().formatHex(min), HexFormat.of().formatHex(max));
    }
}
