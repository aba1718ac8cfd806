package io.tidbmirror.land.delimited;

import io.tidbmirror.change.ValueType;

/**
 * The types that Fabric has for columns of delimited files, as far as they are used (open-mirroring.md section 2). There is
 * none for decimals, which are landed as text with all their digits.
 */
enum DataType {
    INT32("Int32"),
    INT64("Int64"),
    SINGLE("Single"),
    DOUBLE("Double"),
    DATE("IDate"),
    DATE_TIME("DateTime"),
    STRING("String"),
    BYTE_ARRAY("ByteArray");

    private final String word;

    DataType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static DataType of(ValueType type) {
        return switch (type.kind()) {
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT -> SINGLE;
            case DOUBLE -> DOUBLE;
            case DECIMAL, TEXT -> STRING;
            case DATE -> DATE;
            case TIMESTAMP -> DATE_TIME;
            case BINARY -> BYTE_ARRAY;
        };
    }
}
