package io.tidbmirror.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A table's landing folder as Fabric would see it: {@code _metadata.json} and the files in number order. */
public record LandedTable(JsonNode metadata, List<LandedFile> files) {

    public List<String> keyColumns() {
        return metadata.path("keyColumns").valueStream().map(JsonNode::asText).toList();
    }

    /** Whether the files are delimited text, which declares its columns in the metadata. */
    public boolean isDelimited() {
        return metadata.has("SchemaDefinition");
    }

    /** The concatenated rows of all files. */
    public List<LandedRow> rows() {
        return files.stream().flatMap(file -> file.rows().stream()).toList();
    }
}
