package io.tidbmirror.land.delimited;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code _metadata.json} for delimited files (open-mirroring.md section 2). It names every column but the
 * row marker, as the producers that are in use do. Equal input gives equal bytes.
 */
final class DelimitedMetadata {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMA = "SchemaDefinition";
    private static final String COLUMNS = "Columns";
    private static final String NAME = "Name";
    private static final String TYPE = "DataType";
    private static final String NULLABLE = "IsNullable";

    private DelimitedMetadata() {}

    static byte[] of(TableSchema schema, String extension) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("keyColumns");
            for (String name : schema.keyNames()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeStringField("fileDetectionStrategy", "SequentialFileName");
            json.writeObjectFieldStart(SCHEMA);
            json.writeArrayFieldStart(COLUMNS);
            for (int i = 0; i < schema.columns().size(); i++) {
                writeColumn(schema.columns().get(i), schema.isKey(i), json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField("FileFormat", "CSV");
            json.writeStringField("FileExtension", extension);
            writeDialect(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeColumn(Column column, boolean key, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(NAME, column.name());
        json.writeStringField(TYPE, DataType.of(column.value()).word());
        json.writeBooleanField(NULLABLE, !key);
        json.writeEndObject();
    }

    private static void writeDialect(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("FileFormatTypeProperties");
        json.writeBooleanField("FirstRowAsHeader", true);
        json.writeStringField("RowSeparator", Dialect.ROW_SEPARATOR);
        json.writeStringField("ColumnSeparator", Character.toString(Dialect.COLUMN_SEPARATOR));
        json.writeStringField("QuoteCharacter", Character.toString(Dialect.QUOTE));
        json.writeStringField("EscapeCharacter", Character.toString(Dialect.ESCAPE));
        json.writeStringField("NullValue", Dialect.NULL_VALUE);
        json.writeStringField("Encoding", "UTF-8");
        json.writeEndObject();
    }

    /** The columns that a table's metadata declare. */
    static List<FileSummary.Column> columns(byte[] metadata) throws UnreadableFileException {
        List<FileSummary.Column> columns = new ArrayList<>();
        try {
            for (JsonNode column : MAPPER.readTree(metadata).path(SCHEMA).path(COLUMNS)) {
                columns.add(new FileSummary.Column(
                        column.path(NAME).asText(),
                        column.path(TYPE).asText(),
                        !column.path(NULLABLE).asBoolean(true)));
            }
        } catch (IOException e) {
            throw new UnreadableFileException("the table's metadata are no JSON", e);
        }
        if (columns.isEmpty()) {
            throw new UnreadableFileException("the table's metadata declare no columns");
        }
        return columns;
    }
}
