package io.tidbmirror.decode;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parser of each column of a table, in column order. */
final class ColumnParsers {
    private static final int UNSIGNED_DIGITS = 20;
    private static final int SIGNED_DIGITS = 19;

    private final TableSchema schema;
    private final List<ValueParser> parsers;

    private ColumnParsers(TableSchema schema, List<ValueParser> parsers) {
        this.schema = schema;
        this.parsers = parsers;
    }

    static ColumnParsers csv(TableSchema schema, TimeRules times, CsvOptions options) {
        byte[] quote = options.quote().getBytes(StandardCharsets.UTF_8);
        ValueParser text = quote.length == 1 ? TextParser.doubling(quote[0]) : TextParser.plain();
        ValueParser binary = new BinaryParser(options.binaryEncoding());
        return of(schema, times, text, binary);
    }

    /** Labels have been put in place of the numbers of ENUM and SET before. */
    static ColumnParsers canalJson(TableSchema schema, TimeRules times) {
        ValueParser text = TextParser.plain();
        ValueParser binary = new Latin1Parser();
        return of(schema, times, text, binary);
    }

    /** Rows that are objects already, written as plain text and binary values as hex. */
    static ColumnParsers mapped(TableSchema schema, TimeRules times) {
        ValueParser text = TextParser.plain();
        ValueParser binary = new BinaryParser(BinaryEncoding.HEX);
        return of(schema, times, text, binary);
    }

    /**
     * Values as Dumpling prints them.
     *
     * @param binary how binary values are written, BIT among them
     */
    static ColumnParsers dump(TableSchema schema, TimeRules times, DumpBinary binary) {
        ValueParser bytes =
                switch (binary) {
                    case RAW -> new RawParser();
                    case HEX -> new BinaryParser(BinaryEncoding.HEX);
                    case BASE64 -> new BinaryParser(BinaryEncoding.BASE64);
                };
        ColumnParsers plain = of(schema, times, TextParser.plain(), bytes);
        List<ValueParser> parsers = new ArrayList<>(plain.parsers);
        for (int i = 0; i < parsers.size(); i++) {
            ColumnType type = schema.columns().get(i).type();
            if (type.name() == MySqlType.BIT) {
                parsers.set(i, new BitParser(bytes, Math.max(1, type.precision())));
            }
        }
        return new ColumnParsers(schema, List.copyOf(parsers));
    }

    /**
     * Parsers of a format.
     *
     * @param text parser of text and labels, which formats write differently
     * @param binary parser of binary values
     */
    private static ColumnParsers of(TableSchema schema, TimeRules times, ValueParser text, ValueParser binary) {
        ValueParser hex = new HexTextParser(binary);
        List<ValueParser> parsers = IntStream.range(0, schema.columns().size())
                .mapToObj(i -> {
                    Column column = schema.columns().get(i);
                    if (isBinary(column.type())) {
                        return column.value().kind() == ValueKind.TEXT ? hex : binary;
                    }
                    return isString(column.type()) ? text : parser(column, schema.isKey(i), times);
                })
                .toList();
        return new ColumnParsers(schema, parsers);
    }

    /** Reads the cells of a column where rows are read in one pass. */
    CsvCell cell(int index, CsvCell.Form form) {
        return parsers.get(index).cell(form);
    }

    /** Copies the cells of a column; null if they do not stand there as its values are written. */
    @Nullable
    CsvCopy copy(int index, CsvCell.Form form, RowForm into) {
        return parsers.get(index).copy(form, into);
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

    private static boolean isBinary(ColumnType type) {
        return switch (type.name()) {
            case BINARY, VARBINARY, BLOB -> true;
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
                    TIME,
                    CHAR,
                    VARCHAR,
                    TEXT,
                    ENUM,
                    SET,
                    JSON,
                    VECTOR -> false;
        };
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

    private static ValueParser parser(Column column, boolean key, TimeRules times) {
        ColumnType type = column.type();
        return switch (type.name()) {
            case TINYINT -> integer(8, type.unsigned());
            case SMALLINT -> integer(16, type.unsigned());
            case MEDIUMINT -> integer(24, type.unsigned());
            case INT -> integer(32, type.unsigned());
            case BIGINT -> wide(column, Long.SIZE);
            case BIT -> wide(column, type.precision() == 0 ? Long.SIZE - 1 : type.precision());
            case YEAR -> new YearParser();
            case FLOAT, DOUBLE -> new FloatParser(column.value().kind() == ValueKind.FLOAT, type.unsigned());
            case DECIMAL -> decimal(column);
            case DATE, DATETIME, TIMESTAMP -> date(column, key, times);
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

    /** Integers of up to 64 bits, whose landed type may be chosen. */
    private static ValueParser wide(Column column, int bits) {
        boolean unsigned = column.type().unsigned();
        return switch (column.value().kind()) {
            case TEXT -> new DecimalTextParser(unsigned ? UNSIGNED_DIGITS : SIGNED_DIGITS, 0, unsigned);
            case INT64 ->
                unsigned && bits == Long.SIZE ? new IntegerParser(0, Long.MAX_VALUE) : integer(bits, unsigned);
            case INT32, FLOAT, DOUBLE, DECIMAL, DATE, TIMESTAMP, BINARY -> integer(bits, unsigned);
        };
    }

    private static ValueParser decimal(Column column) {
        ColumnType type = column.type();
        if (column.value().kind() == ValueKind.TEXT) {
            return new DecimalTextParser(type.precision(), type.scale(), type.unsigned());
        }
        if (column.value().kind() == ValueKind.DOUBLE) {
            return new FloatParser(false, type.unsigned());
        }
        if (type.precision() <= ValueType.LONG_DIGITS) {
            return new DecimalParser(type.precision(), type.scale(), type.unsigned());
        }
        return new WideDecimalParser(type.precision(), type.scale(), type.unsigned());
    }

    private static ValueParser date(Column column, boolean key, TimeRules times) {
        return switch (column.value().kind()) {
            case TEXT -> new TimeTextParser(column.type().name());
            case DATE -> new TimestampParser(true, key, times.zeroDate(), ZoneShift.NONE, 0);
            case INT32, INT64, FLOAT, DOUBLE, DECIMAL, TIMESTAMP, BINARY ->
                new TimestampParser(
                        false,
                        key,
                        times.zeroDate(),
                        column.type().name() == MySqlType.TIMESTAMP ? new ZoneShift(times.zone()) : ZoneShift.NONE,
                        column.type().scale());
        };
    }
}
