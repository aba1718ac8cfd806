package io.tidbmirror.change;

/**
 * The values of one column for the rows of a block: one slot a row, NULL rows included.
 *
 * <p>Made to be filled in a tight loop and used again: writers reserve room, write into the backing arrays at index
 * {@link #size()} and then add the rows. Backing arrays may be longer than the vector and are replaced when it grows, so
 * take them again after each {@code reserve}. Not thread safe.
 */
public abstract sealed class ColumnVector permits LongVector, DoubleVector, DecimalVector, BytesVector {
    /** Bytes past the last slot that bulk readers may touch. */
    public static final int SLACK = 64;

    private static final int INITIAL_ROWS = 64;

    private byte[] defined = new byte[INITIAL_ROWS + SLACK];
    private int size;
    private int nulls;

    /** Number of rows, NULL rows included. */
    public final int size() {
        return size;
    }

    /** Number of NULL rows. */
    public final int nulls() {
        return nulls;
    }

    /** 1 where the row has a value, 0 where it is NULL; may be longer than {@link #size()}. */
    public final byte[] defined() {
        return defined;
    }

    public final boolean isNull(int row) {
        return defined[row] == 0;
    }

    /** Makes room for {@code rows} more rows. */
    public final void reserve(int rows) {
        if (size + rows + SLACK > defined.length) {
            defined = java.util.Arrays.copyOf(defined, grown(size + rows + SLACK, defined.length));
        }
        reserveSlots(size + rows);
    }

    /** Adds rows whose slots and defined bytes have been written; {@code nullRows} of them are NULL. */
    public final void added(int rows, int nullRows) {
        size += rows;
        nulls += nullRows;
    }

    /** Adds one NULL row. */
    public final void addNull() {
        reserve(1);
        clearSlot(size);
        defined[size] = 0;
        added(1, 1);
    }

    /** Adds rows {@code from} (inclusive) to {@code to} (exclusive) of a vector of the same class. */
    public final void append(ColumnVector source, int from, int to) {
        int rows = to - from;
        reserve(rows);
        System.arraycopy(source.defined, from, defined, size, rows);
        copySlots(source, from, to);
        added(rows, source.nulls == 0 ? 0 : zeros(source.defined, from, to));
    }

    /** Removes all rows and keeps the arrays. */
    public void clear() {
        size = 0;
        nulls = 0;
    }

    /** Changes rows and backing arrays with a vector of the same class, without a copy. */
    final void exchange(ColumnVector other) {
        byte[] otherDefined = other.defined;
        int otherSize = other.size;
        int otherNulls = other.nulls;
        other.defined = defined;
        other.size = size;
        other.nulls = nulls;
        defined = otherDefined;
        size = otherSize;
        nulls = otherNulls;
        exchangeSlots(other);
    }

    /** Bytes of values held, without slack; what a memory budget counts. */
    public abstract long heldBytes();

    /** A 64-bit hash of the row's value, equal for equal values; NULL has its own. */
    public abstract long hash(int row);

    abstract void reserveSlots(int rows);

    abstract void clearSlot(int row);

    abstract void copySlots(ColumnVector source, int from, int to);

    abstract void exchangeSlots(ColumnVector other);

    static int grown(int needed, int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max((long) needed, length + (length >> 1)));
    }

    /** Finaliser of SplitMix64: spreads a value over all 64 bits. */
    static long mix(long value) {
        long x = value + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    private static int zeros(byte[] flags, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += 1 - flags[i];
        }
        return count;
    }
}
