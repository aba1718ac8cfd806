package io.tidbmirror.land.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The content of {@code _partnerEvents.json} at the root of a landing zone, which tells Fabric who writes there
 * (open-mirroring.md section 1). Equal input gives equal bytes.
 *
 * @param partnerName name of the product or of who runs it; the same in all databases
 */
public record PartnerEvents(String partnerName) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The file's content. Which version TiDB has is not known. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("partnerName", partnerName);
            json.writeObjectFieldStart("sourceInfo");
            json.writeStringField("sourceType", "TiDB");
            json.writeStringField("sourceVersion", "");
            json.writeObjectFieldStart("additionalInformation");
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
