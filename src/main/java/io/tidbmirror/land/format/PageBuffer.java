package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of a page while it is encoded; little-endian as Parquet is. Reused for all pages. */
final class PageBuffer {
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What is kept for the next page; a page of a huge value does not stay in memory. */
    private static final int KEPT_BYTES = 4 << 20;

    private static final int LOW_BITS = 0x7F;
    private static final int MORE_BIT = 0x80;
    private static final int LOW_BIT_COUNT = 7;
    private static final int MAX_VARINT_BYTES = 5;

    private byte[] bytes = new byte[0];
    private int size;
    private int valuesAt;
    private int width;

    /** Longer than {@link #size()} by what was reserved and {@link ColumnVector#SLACK}. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Where the values begin, behind the levels. */
    int valuesAt() {
        return valuesAt;
    }

    /** Bytes of each value; 0 if they are of different lengths. */
    int width() {
        return width;
    }

    /** From here on there are values. */
    void beginValues(int bytesOfEach) {
        valuesAt = size;
        width = bytesOfEach;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[0];
        }
    }

    /** Makes room for {@code more} bytes; take {@link #bytes()} again afterwards. */
    void reserve(long more) {
        long needed = size + more + ColumnVector.SLACK;
        if (needed > bytes.length) {
            long roomy = Math.min(Math.max(needed, bytes.length * 2L), Integer.MAX_VALUE - 8L);
            if (needed > roomy) {
                throw new OutOfMemoryError("a Parquet page would exceed 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) roomy);
        }
    }

    /** Adds the {@code more} bytes that have been written behind {@link #size()}. */
    void added(int more) {
        size += more;
    }

    void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putVarint(int value) {
        reserve(MAX_VARINT_BYTES);
        int rest = value;
        while ((rest & ~LOW_BITS) != 0) {
            bytes[size++] = (byte) ((rest & LOW_BITS) | MORE_BIT);
            rest >>>= LOW_BIT_COUNT;
        }
        bytes[size++] = (byte) rest;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        setInt(size, value);
        size += Integer.BYTES;
    }

    /** Overwrites the four bytes at {@code at}. */
    void setInt(int at, int value) {
        INTS.set(bytes, at, value);
    }
}
