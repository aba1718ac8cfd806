package io.tidbmirror.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.LandedBytes;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import io.tidbmirror.oracle.LandedColumn;
import io.tidbmirror.oracle.LandedFile;
import io.tidbmirror.oracle.LandedRow;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A landing format for tests that is quick to write and to read: one JSON object a file, its values as {@code LandingReader}
 * gives those of a Parquet file.
 */
public final class RowsFormat implements LandingFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public byte[] metadata(TableSchema schema) {
        ObjectNode node = JSON.createObjectNode();
        schema.keyNames().forEach(node.putArray("keyColumns")::add);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String declared(ValueType type) {
        return type(type);
    }

    @Override
    public boolean takesColumnChanges() {
        return true;
    }

    @Override
    public boolean keepsProvenance() {
        return true;
    }

    @Override
    public List<String> losses(TableSchema schema) {
        return List.of();
    }

    @Override
    public FileSummary inspect(LandedBytes file, byte[] metadata) {
        throw new UnsupportedOperationException("no test audits such files");
    }

    @Override
    public LandingFile begin(TableSchema schema, OutputStream out) {
        ObjectNode file = JSON.createObjectNode();
        ArrayNode columns = file.putArray("columns");
        for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            columns.addArray().add(column.name()).add(type(column.value())).add(!schema.isKey(i));
        }
        ArrayNode rows = file.putArray("rows");
        return new LandingFile() {
            @Override
            public void write(MarkedBlock block) {
                for (int row = block.from(); row < block.to(); row++) {
                    ArrayNode values = rows.addArray().add(block.markers()[row]);
                    for (int i = 0; i < schema.columns().size(); i++) {
                        values.add(text(
                                block.block().column(i),
                                row,
                                schema.columns().get(i).value()));
                    }
                }
            }

            @Override
            public void finish(Map<String, String> provenance) throws IOException {
                ObjectNode kept = file.putObject("provenance");
                provenance.forEach(kept::put);
                out.write(JSON.writeValueAsBytes(file));
            }

            @Override
            public void close() {}
        };
    }

    /** The type's name in DuckDB, were it a Parquet file. */
    private static String type(ValueType type) {
        return switch (type.kind()) {
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case TEXT -> "VARCHAR";
            case BINARY -> "BLOB";
        };
    }

    private static String text(ColumnVector vector, int row, ValueType type) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof LongVector longs) {
            BigDecimal value = BigDecimal.valueOf(longs.values()[row], type.scale());
            return value.toPlainString();
        }
        if (vector instanceof DoubleVector doubles) {
            double value = doubles.values()[row];
            return type.kind() == ValueKind.FLOAT ? Float.toString((float) value) : Double.toString(value);
        }
        if (vector instanceof DecimalVector decimals) {
            ByteBuffer both = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(decimals.halves()[2 * row])
                    .putLong(decimals.halves()[2 * row + 1]);
            return new BigDecimal(new BigInteger(both.array()), type.scale()).toPlainString();
        }
        BytesVector bytes = (BytesVector) vector;
        int from = bytes.offsets()[row];
        int length = bytes.length(row);
        return type.kind() == ValueKind.BINARY
                ? HexFormat.of().formatHex(bytes.data(), from, from + length)
                : new String(bytes.data(), from, length, StandardCharsets.UTF_8);
    }

    /** Reads a file back, without the product. */
    public static LandedFile read(long number, byte[] bytes) throws IOException {
        JsonNode file = JSON.readTree(bytes);
        List<LandedColumn> columns = new ArrayList<>();
        file.get("columns")
                .forEach(c -> columns.add(new LandedColumn(
                        c.get(0).asText(), c.get(1).asText(), c.get(2).asBoolean(), "")));
        List<LandedRow> rows = new ArrayList<>();
        for (JsonNode row : file.get("rows")) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.put(
                        columns.get(i).name(),
                        value(row.get(i + 1), columns.get(i).type()));
            }
            rows.add(new LandedRow(row.get(0).asInt(), values));
        }
        columns.add(new LandedColumn(Marker.COLUMN, "INTEGER", true, "INT32"));
        Map<String, String> provenance = new LinkedHashMap<>();
        file.get("provenance")
                .properties()
                .forEach(e -> provenance.put(e.getKey(), e.getValue().asText()));
        return new LandedFile(number, provenance, columns, rows);
    }

    private static Object value(JsonNode text, String type) {
        if (text.isNull()) {
            return null;
        }
        boolean number = type.equals("DATE") || type.startsWith("TIMESTAMP");
        return number ? (Object) Long.valueOf(text.asText()) : text.asText();
    }
}
