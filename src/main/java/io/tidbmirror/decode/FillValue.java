package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value that TiDB gives old rows for a column that is added, from the text of its default in a schema file; the same for
 * the bound of a partition, from the text in a statement.
 */
final class FillValue {
    private static final int BYTE = 8;

    private final Column column;
    private final ZeroDate zeroDate;

    FillValue(Column column, ZeroDate zeroDate) {
        this.column = column;
        this.zeroDate = zeroDate;
    }

    /** A vector with one row. */
    ColumnVector of(@Nullable String text) {
        ColumnVector value = column.value().newVector();
        if (text == null) {
            value.addNull();
        } else {
            value.append(parsed(cast(text)), 0, 1);
        }
        return value;
    }

    /** As TiDB casts a default to its column when it reads a row without it (tidb table/column.go CastColumnValue). */
    private Object cast(String text) {
        return switch (column.type().name()) {
            case BIT -> bits(text);
            case BINARY, VARBINARY, BLOB -> binary(padded(text));
            case CHAR -> text.replaceAll(" +\\z", "");
            case DATETIME, TIMESTAMP ->
                fraction(text.length() == CivilDate.LENGTH ? text + MomentConversion.MIDNIGHT : text);
            default -> fraction(text);
        };
    }

    /** The bytes, or their hexadecimal text if that is what is landed. */
    private Object binary(byte[] bytes) {
        return column.value().kind() == ValueKind.BINARY
                ? bytes
                : HexFormat.of().formatHex(bytes);
    }

    /** BINARY is filled up with zero bytes. */
    private byte[] padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = column.type().name() == MySqlType.BINARY ? column.type().precision() : 0;
        return bytes.length < length ? Arrays.copyOf(bytes, length) : bytes;
    }

    /** The default of a BIT column is raw bytes, most significant first. */
    private static String bits(String text) {
        long bits = 0;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bits = (bits << BYTE) | (b & 0xFF);
        }
        return Long.toUnsignedString(bits);
    }

    /** Times and decimals that are landed as text have as many digits behind the point as their type says. */
    private String fraction(String text) {
        boolean scaled =
                switch (column.type().name()) {
                    case TIME, DATETIME, TIMESTAMP, DECIMAL -> true;
                    default -> false;
                };
        int digits = text.indexOf('.') < 0 ? 0 : text.length() - text.indexOf('.') - 1;
        if (!scaled || digits >= column.type().scale()) {
            return text;
        }
        return text + (digits == 0 ? "." : "") + "0".repeat(column.type().scale() - digits);
    }

    private ColumnVector parsed(Object value) {
        Column key = new Column("", ColumnType.of(MySqlType.INT), ValueType.of(ValueKind.INT32), false);
        Column nullable = new Column(column.name(), column.type(), column.value(), true);
        TableSchema schema = new TableSchema(new TableId("", ""), 0, List.of(key, nullable), List.of(0));
        String name = "default of column " + column.name();
        MappedRows row = new MappedRows(
                name, schema, List.of(Map.of("", 0, column.name(), value)), List.of(Operation.INSERT), zeroDate);
        ChangeBlock block = Objects.requireNonNull(first(row));
        return block.column(1);
    }

    private static @Nullable ChangeBlock first(MappedRows row) {
        try (var cursor = row.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            return cursor.next();
        } catch (java.io.IOException e) {
            throw new PoisonException(row.name() + " cannot be read", e);
        }
    }
}
