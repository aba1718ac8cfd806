package io.tidbmirror.land.format;

import io.tidbmirror.change.ColumnVector;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of one column into Parquet pages, page by page: {@code load} takes the rows of a page, the other methods
 * encode what is loaded. Holds the dictionary of the open column chunk. Not thread safe.
 */
abstract sealed class ColumnEncoder permits FixedEncoder, DecimalEncoder, BytesEncoder {
    static final int PAGE_ROWS = 20_000;

    /** The least and the greatest value of a page in the encoding of Parquet statistics. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
    record Bounds(byte[] min, byte[] max) {}

    static ColumnEncoder of(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> new LongEncoder(Integer.BYTES);
            case INT64 -> new LongEncoder(Long.BYTES);
            case FLOAT -> new DoubleEncoder(Float.BYTES);
            case DOUBLE -> new DoubleEncoder(Double.BYTES);
            case FIXED_LEN_BYTE_ARRAY -> new DecimalEncoder(type.getTypeLength());
            case BINARY -> new BytesEncoder();
            case BOOLEAN, INT96 -> throw new IllegalArgumentException("no landed type is stored as " + type);
        };
    }

    /** The row behind the last one of the page that starts at row {@code from}; at most {@code to}. */
    int pageEnd(ColumnVector vector, int from, int to) {
        return Math.min(to, from + PAGE_ROWS);
    }

    /** Takes the values of a page; valid until the next page or {@code unload}, as long as vector and scratch are. */
    abstract void load(ColumnVector vector, int from, int to, int nulls, Scratch scratch);

    /** Lets go of the vector. */
    abstract void unload();

    /** Number of values loaded, without NULL rows. */
    abstract int count();

    /** Bytes of each value in PLAIN encoding; 0 if each has its length in front of it. */
    abstract int width();

    /** Bytes of the loaded values in PLAIN encoding. */
    abstract long plainBytes();

    abstract void putPlain(PageBuffer out);

    /** Finds or adds the loaded values in the dictionary; false if there are too many, and then it has to be cut. */
    abstract boolean index(int[] indexes);

    abstract int dictionarySize();

    /** Bytes of the dictionary in PLAIN encoding. */
    abstract int dictionaryBytes();

    abstract void putDictionary(PageBuffer out);

    /** Keeps the first entries; nothing can be added until {@link #clearDictionary}. */
    abstract void cutDictionary(int size);

    abstract void clearDictionary();

    /** Bytes of memory that the dictionary has grown to. */
    abstract long dictionaryCapacity();

    /** Null if there are no bounds to tell: no value, NaN among them, or very long ones. */
    abstract @Nullable Bounds bounds();

    /** The same of values that {@link #index} has found in the dictionary. */
    @Nullable
    Bounds indexedBounds(int[] indexes) {
        return bounds();
    }
}
