package io.tidbmirror.change;

import java.util.Arrays;

/**
 * Text and binary values, back to back in one array.
 *
 * <p>Row {@code i} is {@code data[offsets[i] .. offsets[i + 1])}; a NULL row is empty. Writers that fill the arrays in a
 * loop reserve rows and bytes first, and write {@code offsets[i + 1]} for every row.
 */
public final class BytesVector extends ColumnVector {
    private static final int INITIAL_BYTES = 1024;

    private byte[] data = new byte[INITIAL_BYTES];
    private int[] offsets = new int[SLACK + 1];

    /** The values; at least {@link #SLACK} bytes longer than what was reserved. */
    public byte[] data() {
        return data;
    }

    /** One more entry than rows; the first is 0. */
    public int[] offsets() {
        return offsets;
    }

    /** Makes room for this many more bytes of values, plus {@link #SLACK}. */
    public void reserveBytes(int bytes) {
        long needed = (long) offsets[size()] + bytes + SLACK;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("a block's column would exceed 2 GiB");
        }
        if (needed > data.length) {
            data = Arrays.copyOf(data, grown((int) needed, data.length));
        }
    }

    public void add(byte[] source, int from, int length) {
        reserve(1);
        reserveBytes(length);
        int start = offsets[size()];
        System.arraycopy(source, from, data, start, length);
        offsets[size() + 1] = start + length;
        defined()[size()] = 1;
        added(1, 0);
    }

    public int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    @Override
    public long heldBytes() {
        return offsets[size()] + (long) size() * (Integer.BYTES + 1);
    }

    @Override
    public long hash(int row) {
        if (isNull(row)) {
            return 1;
        }
        long hash = length(row);
        for (int i = offsets[row]; i < offsets[row + 1]; i++) {
            hash = (hash * 0x100000001B3L) ^ (data[i] & 0xFF);
        }
        return mix(hash);
    }

    @Override
    void reserveSlots(int rows) {
        if (rows + 1 > offsets.length) {
            offsets = Arrays.copyOf(offsets, grown(rows + 1, offsets.length));
        }
    }

    @Override
    void clearSlot(int row) {
        offsets[row + 1] = offsets[row];
    }

    @Override
    void copySlots(ColumnVector source, int from, int to) {
        BytesVector that = (BytesVector) source;
        int bytes = that.offsets[to] - that.offsets[from];
        reserveBytes(bytes);
        int start = offsets[size()];
        System.arraycopy(that.data, that.offsets[from], data, start, bytes);
        int shift = start - that.offsets[from];
        for (int i = from; i < to; i++) {
            offsets[size() + 1 + i - from] = that.offsets[i + 1] + shift;
        }
    }

    @Override
    void exchangeSlots(ColumnVector other) {
        BytesVector that = (BytesVector) other;
        byte[] ownData = data;
        int[] ownOffsets = offsets;
        data = that.data;
        offsets = that.offsets;
        that.data = ownData;
        that.offsets = ownOffsets;
    }
}
