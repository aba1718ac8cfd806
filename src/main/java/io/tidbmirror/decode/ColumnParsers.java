package io.tidbmirror.decode;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The parser of each column of a table, in column order. */
final class ColumnParsers {
    private final TableSchema schema;
    private final List<ValueParser> parsers;

    private ColumnParsers(TableSchema schema, List<ValueParser> parsers) {
        this.schema = schema;
        this.parsers = parsers;
    }

    static ColumnParsers csv(TableSchema schema, ZeroDate zeroDate, CsvOptions options) {
        byte[] quote = options.quote().getBytes(StandardCharsets.UTF_8);
        ValueParser text = quote.length == 1 ? TextParser.doubling(quote[0]) : TextParser.plain();
        ValueParser binary = new BinaryParser(options.binaryEncoding());
        return of(schema, zeroDate, column -> column.value().kind() == ValueKind.BINARY ? binary : text);
    }

    /** Labels have been put in place of the numbers of ENUM and SET before. */
    static ColumnParsers canalJson(TableSchema schema, ZeroDate zeroDate) {
        ValueParser text = TextParser.plain();
        ValueParser binary = new Latin1Parser();
        return of(schema, zeroDate, column -> column.value().kind() == ValueKind.BINARY ? binary : text);
    }

    /** Rows that are objects already, written as plain text and binary values as hex. */
    static ColumnParsers mapped(TableSchema schema, ZeroDate zeroDate) {
        ValueParser text = TextParser.plain();
        ValueParser binary = new BinaryParser(BinaryEncoding.HEX);
        return of(schema, zeroDate, column -> column.value().kind() == ValueKind.BINARY ? binary : text);
    }

    /**
     * Parsers of a format.
     *
     * @param strings parsers of text, labels and binary values, which formats write differently
     */
    private static ColumnParsers of(TableSchema schema, ZeroDate zeroDate, Function<Column, ValueParser> strings) {
        List<ValueParser> parsers = IntStream.range(0, schema.columns().size())
                .mapToObj(i -> {
                    Column column = schema.columns().get(i);
                    return isString(column.type()) ? strings.apply(column) : parser(column, schema.isKey(i), zeroDate);
                })
                .toList();
        return new ColumnParsers(schema, parsers);
    }

    /** Adds the rows of a column to its vector. */
    void parse(int index, Cells cells, Rows rows, ColumnVector into) throws BadCellException {
        parsers.get(index).parse(cells, into);
        boolean key = schema.isKey(index);
        if (into.nulls() > 0 && (key || !schema.columns().get(index).nullable())) {
            requireValues(cells, rows, key);
        }
    }

    /** {@code name (TYPE)}, for messages. */
    static String describe(Column column) {
        ColumnType type = column.type();
        return "column " + column.name() + " (" + type.name() + (type.unsigned() ? " UNSIGNED" : "") + ")";
    }

    /** A delete may carry its key alone. */
    private static void requireValues(Cells cells, Rows rows, boolean key) throws BadCellException {
        for (int i = 0; i < cells.count(); i++) {
            if (cells.from()[i] == Cells.NULL && (key || rows.operation(i) != Operation.DELETE.code())) {
                throw new BadCellException(
                        i,
                        "is NULL but must not be; check feed.csv.null, and for canal-json that TiCDC is not older than 8.5.5"
                                + " with newarch=true (ticdc#3958)");
            }
        }
    }

    private static boolean isString(ColumnType type) {
        return switch (type.name()) {
            case CHAR, VARCHAR, TEXT, ENUM, SET, JSON, VECTOR, BINARY, VARBINARY, BLOB -> true;
            case TINYINT,
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
                    TIME -> false;
        };
    }

    private static ValueParser parser(Column column, boolean key, ZeroDate zeroDate) {
        ColumnType type = column.type();
        return switch (type.name()) {
            case TINYINT -> integer(8, type.unsigned());
            case SMALLINT -> integer(16, type.unsigned());
            case MEDIUMINT -> integer(24, type.unsigned());
            case INT -> integer(32, type.unsigned());
            case BIGINT -> integer(64, type.unsigned());
            case BIT -> integer(type.precision() == 0 ? Long.SIZE - 1 : type.precision(), true);
            case YEAR -> new YearParser();
            case FLOAT, DOUBLE -> new FloatParser(column.value().kind() == ValueKind.FLOAT, type.unsigned());
            case DECIMAL -> decimal(type);
            case DATE, DATETIME, TIMESTAMP -> date(column, key, zeroDate);
            case TIME -> new TimeTextParser(type.name());
            case CHAR, VARCHAR, TEXT, ENUM, SET, JSON, VECTOR, BINARY, VARBINARY, BLOB ->
                throw new IllegalArgumentException(type.name() + " is a string");
        };
    }

    private static ValueParser integer(int bits, boolean unsigned) {
        if (unsigned && bits == Long.SIZE) {
            return new UnsignedLongParser();
        }
        return unsigned
                ? new IntegerParser(0, (1L << bits) - 1)
                : new IntegerParser(-1L << (bits - 1), ~(-1L << (bits - 1)));
    }

    private static ValueParser decimal(ColumnType type) {
        if (type.precision() <= ValueType.LONG_DIGITS) {
            return new DecimalParser(type.precision(), type.scale(), type.unsigned());
        }
        return type.precision() <= ValueType.MAX_DIGITS
                ? new WideDecimalParser(type.precision(), type.scale(), type.unsigned())
                : new DecimalTextParser(type.precision(), type.scale(), type.unsigned());
    }

    private static ValueParser date(Column column, boolean key, ZeroDate zeroDate) {
        return switch (column.value().kind()) {
            case TEXT -> new TimeTextParser(column.type().name());
            case DATE -> new TimestampParser(true, key, zeroDate);
            case INT32, INT64, FLOAT, DOUBLE, DECIMAL, TIMESTAMP, BINARY -> new TimestampParser(false, key, zeroDate);
        };
    }
}
