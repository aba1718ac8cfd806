package io.tidbmirror.wiring.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.AuditReport;
import io.tidbmirror.land.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** The result of an audit, for people and for tools. */
public final class AuditText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private AuditText() {}

    /** A paragraph for each finding, then a line that counts. */
    public static void print(AuditReport report, PrintWriter out) {
        for (Finding finding : report.findings()) {
            TableId table = finding.table();
            out.println((table == null ? "" : "table " + table + ": ") + finding.path() + ": " + finding.what());
            out.println("  to do: " + finding.remedy());
        }
        out.println("Tables: " + report.tables() + ", files: " + report.files() + ", rows: " + report.rows()
                + ", findings: " + report.findings().size() + ".");
    }

    /** One JSON object on one line. */
    public static void write(AuditReport report, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("tables", report.tables());
            json.writeNumberField("files", report.files());
            json.writeNumberField("rows", report.rows());
            json.writeArrayFieldStart("findings");
            for (Finding finding : report.findings()) {
                write(finding, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        TableId table = finding.table();
        json.writeStartObject();
        json.writeStringField("schema", table == null ? null : table.schema());
        json.writeStringField("table", table == null ? null : table.table());
        json.writeStringField("path", finding.path());
        json.writeStringField("what", finding.what());
        json.writeStringField("remedy", finding.remedy());
        json.writeEndObject();
    }
}
