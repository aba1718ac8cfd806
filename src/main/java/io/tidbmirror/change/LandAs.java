package io.tidbmirror.change;

/** A landed type that a user chooses for one column in place of the standard one. */
public enum LandAs {
    /** The digits or the date as TiCDC writes them. */
    TEXT,
    /** Unsigned 64-bit integers as INT64; greater ones are refused. */
    BIGINT,
    /** Decimals as the nearest DOUBLE: the only choice that may change a value. */
    DOUBLE,
    /** Binary values as hexadecimal text. */
    HEX;

    /**
     * The landed type of a column of a TiDB type.
     *
     * @throws IllegalArgumentException if the choice does not fit the type
     */
    public ValueType of(ColumnType type) {
        boolean fits =
                switch (type.name()) {
                    case BIGINT, BIT -> this == TEXT || (this == BIGINT && type.unsigned());
                    case DECIMAL -> this == TEXT || this == DOUBLE;
                    case DATE, DATETIME, TIMESTAMP -> this == TEXT;
                    case BINARY, VARBINARY, BLOB -> this == HEX;
                    case TINYINT,
                            SMALLINT,
                            MEDIUMINT,
                            INT,
                            YEAR,
                            FLOAT,
                            DOUBLE,
                            TIME,
                            CHAR,
                            VARCHAR,
                            TEXT,
                            ENUM,
                            SET,
                            JSON,
                            VECTOR -> false;
                };
        if (!fits) {
            throw new IllegalArgumentException("a column of type " + type.name() + (type.unsigned() ? " UNSIGNED" : "")
                    + " cannot be landed so; text goes with BIGINT, BIT, DECIMAL and dates, bigint with BIGINT UNSIGNED"
                    + " and BIT, double with DECIMAL, hex with binary types");
        }
        return ValueType.of(
                switch (this) {
                    case TEXT, HEX -> ValueKind.TEXT;
                    case BIGINT -> ValueKind.INT64;
                    case DOUBLE -> ValueKind.DOUBLE;
                });
    }
}
