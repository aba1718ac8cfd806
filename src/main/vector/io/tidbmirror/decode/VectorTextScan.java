package io.tidbmirror.decode;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Thirty-two bytes at a time: what AVX2 has, and what most texts fit into. Compiled apart from all else, since
 * {@code --release} knows no incubator modules; what is used of the API is the same from Java 17 to 25.
 */
final class VectorTextScan implements TextScan {
    private static final VectorSpecies<Byte> HALF = ByteVector.SPECIES_256;
    private static final int HALF_BYTES = BYTES / 2;
    private static final int COUNT_BITS = 7;

    @Override
    public long find(byte[] bytes, int from, byte wanted) {
        return load(bytes, from).eq(wanted).toLong()
                | load(bytes, from + HALF_BYTES).eq(wanted).toLong() << HALF_BYTES;
    }

    @Override
    public long findEither(byte[] bytes, int from, byte one, byte other) {
        return find(bytes, from, one) | find(bytes, from, other);
    }

    @Override
    public long notAscii(byte[] bytes, int from) {
        return notAscii(load(bytes, from).or(load(bytes, from + HALF_BYTES)));
    }

    /** Most texts end in the first half. */
    @Override
    public long copyTo(byte stop, byte[] bytes, int from, byte[] into, int out) {
        ByteVector low = load(bytes, from);
        low.intoArray(into, out);
        long found = low.eq(stop).toLong();
        if (found != 0) {
            return Long.numberOfTrailingZeros(found) + (notAscii(low) << COUNT_BITS);
        }
        ByteVector high = load(bytes, from + HALF_BYTES);
        high.intoArray(into, out + HALF_BYTES);
        // Shifted, none at all is 64.
        found = high.eq(stop).toLong() << HALF_BYTES;
        return Long.numberOfTrailingZeros(found) + (notAscii(low.or(high)) << COUNT_BITS);
    }

    @Override
    public void copy(byte[] bytes, int from, byte[] into, int out, int length) {
        load(bytes, from).intoArray(into, out);
        if (length > HALF_BYTES) {
            load(bytes, from + HALF_BYTES).intoArray(into, out + HALF_BYTES);
        }
    }

    /** Without the second compiler vectors have 8 bytes, without AVX2 or its like 16. */
    @Override
    public boolean isFast() {
        return ByteVector.SPECIES_PREFERRED.length() >= HALF_BYTES;
    }

    private static long notAscii(ByteVector vector) {
        return vector.lt((byte) 0).toLong();
    }

    private static ByteVector load(byte[] bytes, int from) {
        return ByteVector.fromArray(HALF, bytes, from);
    }
}
