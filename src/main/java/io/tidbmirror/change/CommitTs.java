package io.tidbmirror.change;

import java.time.Instant;

/**
 * A TiDB timestamp (TSO): physical milliseconds in the upper 46 bits, a logical counter in the lower 18.
 *
 * <p>Unsigned in TiDB; every value before the year 3084 fits a positive {@code long}, larger ones are refused.
 *
 * @param value the TSO, at least 0
 */
public record CommitTs(long value) implements Comparable<CommitTs> {
    private static final int LOGICAL_BITS = 18;

    public CommitTs {
        if (value < 0) {
            throw new IllegalArgumentException("commit-ts out of range: " + Long.toUnsignedString(value));
        }
    }

    /**
     * The first timestamp of a millisecond.
     *
     * @param millis since 1970-01-01 UTC
     * @throws IllegalArgumentException if there is none
     */
    public static CommitTs first(long millis) {
        if (millis > Long.MAX_VALUE >>> LOGICAL_BITS) {
            throw new IllegalArgumentException("no commit-ts is of millisecond " + millis);
        }
        return new CommitTs(millis << LOGICAL_BITS);
    }

    /** The last timestamp of the same millisecond. */
    public CommitTs last() {
        return new CommitTs(value | ((1L << LOGICAL_BITS) - 1));
    }

    /** For people: the timestamp and the moment it stands for, in UTC. */
    public String withTime() {
        return value + " (" + Instant.ofEpochMilli(physicalMillis()) + ")";
    }

    /** Milliseconds since 1970-01-01 UTC. */
    public long physicalMillis() {
        return value >>> LOGICAL_BITS;
    }

    @Override
    public int compareTo(CommitTs other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
