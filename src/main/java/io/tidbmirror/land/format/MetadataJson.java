package io.tidbmirror.land.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The content of a table's {@code _metadata.json} (open-mirroring.md section 2). Equal input gives equal bytes. */
final class MetadataJson {
    private static final JsonFactory JSON = new JsonFactory();

    private MetadataJson() {}

    /** @param keyColumns names of the key columns in key order, as they are in the files */
    static byte[] parquet(List<String> keyColumns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("keyColumns");
            for (String name : keyColumns) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeStringField("fileDetectionStrategy", "SequentialFileName");
            json.writeStringField("FileFormat", "parquet");
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
