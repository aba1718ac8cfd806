package io.tidbmirror.land.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of {@code _partnerEvents.json} at the root of a landing zone, which tells Fabric who writes there
 * (open-mirroring.md section 1). Equal input gives equal bytes.
 *
 * @param partnerName name of the product or of who runs it; the same in all databases
 * @param sourceVersion version of TiDB, empty if unknown
 * @param additionalInformation more names and values
 */
public record PartnerEvents(String partnerName, String sourceVersion, Map<String, String> additionalInformation) {
    /** Name of the file. */
    public static final String FILE = "_partnerEvents.json";

    private static final JsonFactory JSON = new JsonFactory();

    public PartnerEvents {
        additionalInformation = Map.copyOf(additionalInformation);
    }

    /** The file's content. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("partnerName", partnerName);
            json.writeObjectFieldStart("sourceInfo");
            json.writeStringField("sourceType", "TiDB");
            json.writeStringField("sourceVersion", sourceVersion);
            json.writeObjectFieldStart("additionalInformation");
            for (Map.Entry<String, String> entry : new TreeMap<>(additionalInformation).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
