package io.tidbmirror.change;

/** The kinds of value that blocks hold, landing files store and Fabric is documented to read. */
public enum ValueKind {
    INT32,
    INT64,
    FLOAT,
    DOUBLE,
    /** Unscaled integer with a fixed scale; up to 18 digits in a {@link LongVector}, up to 38 in a {@link DecimalVector}. */
    DECIMAL,
    /** Days since 1970-01-01 in the proleptic Gregorian calendar. */
    DATE,
    /** Microseconds since 1970-01-01 00:00 UTC; zone-less DATETIME values are taken as UTC. */
    TIMESTAMP,
    /** UTF-8 text. */
    TEXT,
    BINARY
}
