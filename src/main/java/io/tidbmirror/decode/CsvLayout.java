package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** How the rows of one table look under given options, as bytes (tiflow csv_message.go). Immutable. */
final class CsvLayout {
    private final CsvOptions options;
    private final TableSchema schema;
    private final byte[] delimiter;
    private final byte[] terminator;
    private final byte[] nullText;
    private final byte[] names;

    /** Made when a file has one: most have none. */
    private volatile @Nullable CsvHeader header;

    CsvLayout(CsvOptions options, TableSchema schema) {
        this.options = options;
        this.schema = schema;
        this.delimiter = options.delimiter().getBytes(UTF_8);
        this.terminator = options.terminator().getBytes(UTF_8);
        this.nullText = options.nullText().getBytes(UTF_8);
        this.names = (options.delimiter()
                        + text(schema.table().table())
                        + options.delimiter()
                        + text(schema.table().schema()))
                .getBytes(UTF_8);
    }

    /**
     * A reader that reads rows in one pass where they allow it.
     *
     * @param texts the form of texts that are made of such rows, if they are wanted
     */
    RowReader reader(RowFilter filter, long offset, ColumnParsers parsers, @Nullable RowForm texts) {
        boolean usual = CsvRows.takes(this);
        CsvRows rows = usual ? new CsvRows(this, parsers, filter) : null;
        CsvRowCopier copier = usual && texts != null ? CsvRowCopier.of(this, parsers, filter, texts) : null;
        return new CsvReader(this, scanner(), filter, rows, copier, isAtHeader(offset));
    }

    /** Whether a file has its line of names at an offset. */
    boolean isAtHeader(long offset) {
        return options.outputFieldHeader() && offset == 0;
    }

    CsvScanner scanner() {
        return isSimple() ? new CsvIndex(delimiter[0], quote(), cells(), terminator.length == 2) : new CsvRecords(this);
    }

    /** Whether text is quoted, the delimiter one byte, and rows are lines. */
    boolean isSimple() {
        boolean lines =
                options.terminator().equals("\n") || options.terminator().equals("\r\n");
        return isQuoted() && delimiter.length == 1 && lines;
    }

    /** Where the cells of a column stand; only if {@link #isSimple}. */
    CsvCell.Form form(int index) {
        Column column = schema.columns().get(index);
        boolean key = schema.isKey(index);
        boolean last = index == schema.columns().size() - 1;
        return new CsvCell.Form(
                quote(),
                isText(column),
                delimiter[0],
                last ? terminator[0] : delimiter[0],
                options.nullText(),
                key,
                !key && column.nullable());
    }

    CsvOptions options() {
        return options;
    }

    TableSchema schema() {
        return schema;
    }

    byte[] delimiter() {
        return delimiter;
    }

    byte[] terminator() {
        return terminator;
    }

    byte[] nullText() {
        return nullText;
    }

    /** The delimiter, the table cell, the delimiter and the schema cell: the same in every row. */
    byte[] names() {
        return names;
    }

    CsvHeader header() {
        CsvHeader known = header == null ? new CsvHeader(options, schema) : header;
        header = known;
        return known;
    }

    boolean isQuoted() {
        return !options.quote().isEmpty();
    }

    /** Only if {@link #isQuoted}. */
    byte quote() {
        return (byte) options.quote().charAt(0);
    }

    /** Cells of a row. */
    int cells() {
        return options.metaCells() + schema.columns().size();
    }

    /** Whether TiCDC writes values of a column as text: in quotes, or escaped where there are none. */
    static boolean isText(Column column) {
        return switch (column.type().name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, BIT, YEAR, FLOAT, DOUBLE -> false;
            case DECIMAL,
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
                    VECTOR -> true;
        };
    }

    /**
     * Whether a value may as well stand without quotes: TiCDC quotes decimals, dates and binary values, other writers of
     * its format do not, and none of them can be taken for NULL or for a delimiter.
     */
    static boolean mayBeBare(Column column, BinaryEncoding binary) {
        return switch (column.value().kind()) {
            case DECIMAL, DATE, TIMESTAMP -> true;
            case BINARY -> binary == BinaryEncoding.HEX; // NULL is four letters of base64
            case INT32, INT64, FLOAT, DOUBLE, TEXT -> false;
        };
    }

    private String text(String value) {
        String quote = options.quote();
        return quote.isEmpty() ? escaped(value) : quote + value.replace(quote, quote + quote) + quote;
    }

    /** CR, LF and backslash escaped, and each byte of a delimiter preceded by a backslash. */
    private String escaped(String value) {
        String text = value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte b : options.delimiter().getBytes(UTF_8)) {
            bytes.write('\\');
            bytes.write(b);
        }
        return text.replace(options.delimiter(), bytes.toString(UTF_8));
    }
}
