package io.tidbmirror.land.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class SharedPrefixCompressorTest {
    private static final int[] LENGTHS = {0, 1, 3, 4, 7, 8, 9, 11, 12, 59, 60, 61, 63, 64, 65, 68, 129, 255, 300, 70_000
    };

    /** Every length of what is shared, of what is not, and of what lies between two values. */
    @Test
    void theLibraryReadsWhatIsCompressedWhateverLengthsItHas() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<String> values = new ArrayList<>();
            String last = "";
            for (int i = 0; i < random.nextInt(40); i++) {
                String rest = random(random, LENGTHS[random.nextInt(random.nextInt(8) == 0 ? LENGTHS.length : 9)]);
                last = last.substring(0, Math.min(last.length(), LENGTHS[random.nextInt(LENGTHS.length)])) + rest;
                values.add(last);
            }
            PageBuffer page = page(random, values);

            assertThat(Snappy.uncompress(compressed(page))).isEqualTo(Arrays.copyOf(page.bytes(), page.size()));
        }
    }

    /**
     * What values of one length share begins with that length, and may go on in the next value. A copy from 2 048 bytes before
     * takes a byte more than one from nearer, and none reaches back 65 536: their lengths stand in front in four bytes.
     */
    @Test
    void theLibraryReadsValuesOfOneLengthThatBeginAlike() throws IOException {
        Random random = new Random(6);
        for (int length : new int[] {0, 1, 5, 60, 70, 130, 2_043, 2_044, 2_045, 65_531, 65_532, 65_533}) {
            for (int shared = 0; shared <= (length < 2_000 ? length : 12); shared++) {
                List<String> values = new ArrayList<>(List.of(random(random, length)));
                for (int i = 0; i < 4; i++) {
                    String last = values.get(i);
                    values.add(i == 1 ? last : last.substring(0, shared) + random(random, length - shared));
                }
                PageBuffer page = page(random, values);

                assertThat(Snappy.uncompress(compressed(page)))
                        .as("%d of %d", shared, length)
                        .isEqualTo(Arrays.copyOf(page.bytes(), page.size()));
            }
        }
    }

    @Test
    void theLibraryReadsValuesOfOneWidth() throws IOException {
        for (int width = 4; width <= 16; width++) {
            PageBuffer page = new PageBuffer();
            page.beginValues(width);
            for (int i = 0; i < 2_000; i++) {
                put(page, String.format("%0" + width + "d", 3 * i));
            }

            assertThat(Snappy.uncompress(compressed(page))).isEqualTo(Arrays.copyOf(page.bytes(), page.size()));
        }
    }

    @Test
    void ascendingKeysTakeLittleMoreThanTheLibraryLeaves() throws IOException {
        List<String> keys = IntStream.range(0, 20_000)
                .mapToObj(i -> "ORD-2024-" + (1_010_000_000 + 2 * i))
                .toList();
        PageBuffer page = page(new Random(1), keys);

        assertThat(compressed(page).length)
                .isLessThan(Snappy.compress(Arrays.copyOf(page.bytes(), page.size())).length * 9 / 8);
    }

    private static String random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }

    private static PageBuffer page(Random random, List<String> values) {
        PageBuffer page = new PageBuffer();
        put(page, random(random, random.nextInt(12)));
        page.beginValues(0);
        for (String value : values) {
            page.putInt(value.length());
            put(page, value);
        }
        return page;
    }

    private static void put(PageBuffer page, String value) {
        for (byte b : value.getBytes(ISO_8859_1)) {
            page.putByte(b);
        }
    }

    private static byte[] compressed(PageBuffer page) {
        byte[] out = new byte[Snappy.maxCompressedLength(page.size())];
        int length = SharedPrefixCompressor.compress(page.bytes(), page.valuesAt(), page.size(), page.width(), out);
        return Arrays.copyOf(out, length);
    }
}
