package io.tidbmirror.change;

/** Column types of TiDB, by the name in a schema file's {@code ColumnType} without the sign. */
public enum MySqlType {
    TINYINT,
    SMALLINT,
    MEDIUMINT,
    INT,
    BIGINT,
    BIT,
    YEAR,
    FLOAT,
    DOUBLE,
    DECIMAL,
    DATE,
    DATETIME,
    TIMESTAMP,
    TIME,
    CHAR,
    VARCHAR,
    TEXT,
    BINARY,
    VARBINARY,
    BLOB,
    ENUM,
    SET,
    JSON,
    VECTOR
}
