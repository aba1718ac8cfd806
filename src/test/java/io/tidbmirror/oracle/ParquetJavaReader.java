package io.tidbmirror.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.land.format.ParquetJava;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Reads landing folders with parquet-java, as a second opinion beside DuckDB: types by DuckDB's names, the same values. */
public final class ParquetJavaReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ParquetJavaReader() {}

    public static LandedTable read(Path folder) throws IOException {
        List<LandedFile> files = new ArrayList<>();
        for (Path path : LandingReader.landingFiles(folder)) {
            files.add(file(path));
        }
        return new LandedTable(JSON.readTree(folder.resolve("_metadata.json").toFile()), files);
    }

    private static LandedFile file(Path path) throws IOException {
        FileMetaData meta = ParquetJava.footer(path).getFileMetaData();
        List<PrimitiveType> types =
                meta.getSchema().getFields().stream().map(Type::asPrimitiveType).toList();
        List<List<Object>> values = ParquetJava.columns(path);
        List<LandedRow> rows = new ArrayList<>();
        for (int row = 0; row < values.get(0).size(); row++) {
            Map<String, Object> cells = new LinkedHashMap<>();
            for (int i = 0; i < types.size(); i++) {
                cells.put(
                        types.get(i).getName(),
                        value(types.get(i), values.get(i).get(row)));
            }
            Object marker = cells.remove(LandingReader.MARKER);
            rows.add(new LandedRow(Integer.valueOf(marker.toString()), cells));
        }
        List<LandedColumn> columns = types.stream()
                .map(type -> new LandedColumn(
                        type.getName(),
                        name(type),
                        type.isRepetition(Type.Repetition.OPTIONAL),
                        type.getPrimitiveTypeName().name()))
                .toList();
        return new LandedFile(LandingReader.number(path), meta.getKeyValueMetaData(), columns, rows);
    }

    private static String name(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return "DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return "DATE";
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return timestamp.getUnit() == LogicalTypeAnnotation.TimeUnit.MICROS && timestamp.isAdjustedToUTC()
                    ? "TIMESTAMP WITH TIME ZONE"
                    : timestamp.toString();
        }
        if (meaning != null && !(meaning instanceof StringLogicalTypeAnnotation)) {
            return meaning.toString();
        }
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case BINARY -> meaning == null ? "BLOB" : "VARCHAR";
            case FLOAT, DOUBLE, BOOLEAN, INT96, FIXED_LEN_BYTE_ARRAY ->
                type.getPrimitiveTypeName().name();
        };
    }

    /** In the form that {@link LandingReader} gives. */
    private static Object value(PrimitiveType type, Object value) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (value == null) {
            return null;
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            BigInteger unscaled = value instanceof Binary bytes
                    ? new BigInteger(bytes.getBytes())
                    : BigInteger.valueOf(((Number) value).longValue());
            return new BigDecimal(unscaled, decimal.getScale()).toPlainString();
        }
        if (meaning instanceof DateLogicalTypeAnnotation || meaning instanceof TimestampLogicalTypeAnnotation) {
            return ((Number) value).longValue();
        }
        if (value instanceof Binary bytes) {
            return meaning == null
                    ? HexFormat.of().formatHex(bytes.getBytes())
                    : new String(bytes.getBytes(), StandardCharsets.UTF_8);
        }
        return value;
    }
}
