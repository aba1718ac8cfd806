package io.tidbmirror.land.format;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.Marker;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.PrimitiveBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet schema of a table: its columns, then {@code __rowMarker__}. Key columns and the marker are REQUIRED, all
 * others OPTIONAL whatever TiDB says, because Fabric stops a table whose nullability changes (open-mirroring.md
 * section 6).
 */
final class ParquetSchema {
    private static final int INT_DIGITS = 9;

    private ParquetSchema() {}

    /** @throws PoisonException if a column has the name of the row marker */
    static MessageType of(TableSchema schema) {
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            if (column.name().equalsIgnoreCase(Marker.COLUMN)) {
                throw new PoisonException("table " + schema.table() + " has a column " + column.name()
                        + ", which Fabric takes for the row marker: rename it in TiDB, or leave the table out");
            }
            Repetition repetition = schema.isKey(i) ? Repetition.REQUIRED : Repetition.OPTIONAL;
            types.add(type(column.name(), column.value(), repetition));
        }
        types.add(Types.primitive(INT32, Repetition.REQUIRED).named(Marker.COLUMN));
        return new MessageType("schema", types);
    }

    private static PrimitiveType type(String name, ValueType value, Repetition repetition) {
        PrimitiveBuilder<PrimitiveType> builder =
                switch (value.kind()) {
                    case INT32 -> Types.primitive(INT32, repetition);
                    case INT64 -> Types.primitive(INT64, repetition);
                    case FLOAT -> Types.primitive(FLOAT, repetition);
                    case DOUBLE -> Types.primitive(DOUBLE, repetition);
                    case DECIMAL -> decimal(value, repetition).as(decimalType(value.scale(), value.precision()));
                    case DATE -> Types.primitive(INT32, repetition).as(dateType());
                    case TIMESTAMP -> Types.primitive(INT64, repetition).as(timestampType(true, TimeUnit.MICROS));
                    case TEXT -> Types.primitive(BINARY, repetition).as(stringType());
                    case BINARY -> Types.primitive(BINARY, repetition);
                };
        return builder.named(name);
    }

    private static PrimitiveBuilder<PrimitiveType> decimal(ValueType value, Repetition repetition) {
        if (value.precision() <= INT_DIGITS) {
            return Types.primitive(INT32, repetition);
        }
        if (value.precision() <= ValueType.LONG_DIGITS) {
            return Types.primitive(INT64, repetition);
        }
        return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition).length(decimalBytes(value.precision()));
    }

    /** Bytes of the two's complement of the largest number with so many digits. */
    private static int decimalBytes(int digits) {
        return BigInteger.TEN.pow(digits).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
    }

    /** The landed type of a column of a file, or null if {@link #of} makes no such column. */
    static @Nullable ValueType landed(Type type) {
        if (!type.isPrimitive() || type.isRepetition(Repetition.REPEATED)) {
            return null;
        }
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return ValueType.decimal(decimal.getPrecision(), decimal.getScale());
        }
        PrimitiveTypeName stored = type.asPrimitiveType().getPrimitiveTypeName();
        return Stream.of(ValueKind.values())
                .filter(kind -> kind != ValueKind.DECIMAL)
                .map(ValueType::of)
                .filter(value -> {
                    PrimitiveType ours = type(type.getName(), value, Repetition.OPTIONAL);
                    return ours.getPrimitiveTypeName() == stored
                            && Objects.equals(ours.getLogicalTypeAnnotation(), meaning);
                })
                .findFirst()
                .orElse(null);
    }
}
