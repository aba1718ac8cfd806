package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** FIXED_LEN_BYTE_ARRAY: decimals of 19 to 38 digits, big-endian two's complement of 9 to 16 bytes. */
final class DecimalEncoder extends ColumnEncoder {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int width;
    private final BytesDictionary dictionary = new BytesDictionary();
    private byte[] data = BytesEncoder.NO_BYTES;
    private int[] offsets = BytesEncoder.NO_OFFSETS;
    private int count;
    private @Nullable Bounds bounds;

    DecimalEncoder(int width) {
        this.width = width;
    }

    @Override
    void load(ColumnVector vector, int from, int to, int nulls, Scratch scratch) {
        long[] halves = ((DecimalVector) vector).halves();
        byte[] defined = vector.defined();
        data = scratch.bytes((to - from) * width + 2 * Long.BYTES);
        offsets = scratch.offsets(to - from + 1);
        byte[] target = data;
        int values = 0;
        int min = -1;
        int max = -1;
        for (int row = from; row < to; row++) {
            if (defined[row] != 0) {
                put(halves[2 * row], halves[2 * row + 1], target, values * width);
                values++;
                min = min < 0 || compare(halves, row, min) < 0 ? row : min;
                max = max < 0 || compare(halves, row, max) > 0 ? row : max;
            }
        }
        count = values;
        for (int i = 0; i <= values; i++) {
            offsets[i] = i * width;
        }
        bounds = count == 0 ? null : new Bounds(bound(halves, min), bound(halves, max));
    }

    /** The low {@code width} bytes; the high half first, whose lower end the low half then overwrites. */
    private void put(long high, long low, byte[] target, int at) {
        BIG_ENDIAN.set(target, at, high << (Byte.SIZE * (2 * Long.BYTES - width)));
        BIG_ENDIAN.set(target, at + width - Long.BYTES, low);
    }

    private byte[] bound(long[] halves, int row) {
        byte[] bound = new byte[width];
        put(halves[2 * row], halves[2 * row + 1], bound, 0);
        return bound;
    }

    private static int compare(long[] halves, int row, int other) {
        int high = Long.compare(halves[2 * row], halves[2 * other]);
        return high != 0 ? high : Long.compareUnsigned(halves[2 * row + 1], halves[2 * other + 1]);
    }

    @Override
    void unload() {
        data = BytesEncoder.NO_BYTES;
        offsets = BytesEncoder.NO_OFFSETS;
        count = 0;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    long plainBytes() {
        return (long) count * width;
    }

    @Override
    void putPlain(PageBuffer out) {
        put(out, data, count);
    }

    @Override
    boolean index(int[] indexes) {
        return dictionary.index(data, offsets, 0, count, indexes);
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.size() * width;
    }

    @Override
    void putDictionary(PageBuffer out) {
        put(out, dictionary.data(), dictionary.size());
    }

    @Override
    void cutDictionary(int size) {
        dictionary.cut(size);
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    long dictionaryCapacity() {
        return dictionary.capacityBytes();
    }

    @Override
    @Nullable
    Bounds bounds() {
        return bounds;
    }

    private void put(PageBuffer out, byte[] source, int number) {
        out.reserve((long) number * width);
        System.arraycopy(source, 0, out.bytes(), out.size(), number * width);
        out.added(number * width);
    }
}
