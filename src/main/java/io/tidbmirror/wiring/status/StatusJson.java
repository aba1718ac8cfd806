package io.tidbmirror.wiring.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalLong;

/** The status for tools: one JSON object on one line, the same fields in the same order for every table. */
public final class StatusJson {
    /** Names of any script survive any terminal and pipe. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private StatusJson() {}

    public static void write(List<TableStatus> tables, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("tables");
            for (TableStatus table : tables) {
                write(table, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(TableStatus table, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", table.table().schema());
        json.writeStringField("table", table.table().table());
        json.writeStringField("folder", table.folder());
        json.writeStringField("state", table.state().name());
        json.writeStringField("reason", table.reason());
        json.writeNumberField("generation", table.generation());
        json.writeNumberField("seq", table.seq());
        writeCovered(table, json);
        json.writeNumberField("files", table.seq());
        json.writeNumberField("rows", table.rows());
        if (table.lagSeconds() == null) {
            json.writeNullField("lag_seconds");
        } else {
            json.writeNumberField("lag_seconds", table.lagSeconds());
        }
        json.writeEndObject();
    }

    private static void writeCovered(TableStatus table, JsonGenerator json) throws IOException {
        OptionalLong commitTs = table.coveredTs();
        if (commitTs.isPresent()) {
            json.writeNumberField("covered", commitTs.getAsLong());
        } else {
            json.writeStringField("covered", table.coveredText());
        }
    }
}
