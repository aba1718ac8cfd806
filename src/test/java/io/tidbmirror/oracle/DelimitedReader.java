package io.tidbmirror.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads delimited landing files by what {@code _metadata.json} says and nothing else, and reads them again with DuckDB, set
 * up from the same metadata: both have to see the same. Shares no code with the product.
 */
final class DelimitedReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final JsonNode metadata;
    private final JsonNode form;
    private final Connection duck;
    private final List<LandedColumn> columns = new ArrayList<>();

    DelimitedReader(Path folder, JsonNode metadata, Connection duck) {
        this.folder = folder;
        this.metadata = metadata;
        this.form = metadata.get("FileFormatTypeProperties");
        this.duck = duck;
        for (JsonNode column : metadata.path("SchemaDefinition").path("Columns")) {
            columns.add(new LandedColumn(
                    column.get("Name").asText(),
                    column.get("DataType").asText(),
                    column.get("IsNullable").asBoolean(),
                    "text"));
        }
    }

    LandedTable read() throws IOException, SQLException {
        List<LandedFile> files = new ArrayList<>();
        for (Path path : LandingReader.landingFiles(folder)) {
            files.add(file(path));
        }
        return new LandedTable(metadata, files);
    }

    private LandedFile file(Path path) throws IOException, SQLException {
        String text =
                Files.readString(path, Charset.forName(form.get("Encoding").asText()));
        List<List<String>> lines = new Lines(text, form).all();
        List<String> header = lines.isEmpty() ? List.of() : lines.remove(0);
        if (!lines.equals(duckLines(path, header))) {
            throw new AssertionError(path + ": DuckDB reads other rows");
        }
        List<LandedColumn> found = new ArrayList<>();
        for (String name : header) {
            found.add(columns.stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .orElse(new LandedColumn(name, "?", false, "text")));
        }
        List<LandedRow> rows = new ArrayList<>();
        for (List<String> line : lines) {
            if (line.size() != header.size()) {
                throw new AssertionError(path + ": a row has " + line.size() + " values: " + line);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                values.put(header.get(i), line.get(i));
            }
            Object marker = values.remove(LandingReader.MARKER);
            rows.add(new LandedRow(Integer.valueOf(marker.toString()), values));
        }
        long number = LandingReader.number(path);
        return new LandedFile(number, provenance(number), found, rows);
    }

    /** What the product keeps beside the file. */
    private Map<String, String> provenance(long number) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            Path beside = entries.filter(p -> p.getFileName()
                            .toString()
                            .matches(String.format("_provenance\\.\\d+\\.%020d\\.json", number)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no provenance of file " + number + " in " + folder));
            Map<String, String> values = new HashMap<>();
            JSON.readTree(beside.toFile())
                    .properties()
                    .forEach(e -> values.put(e.getKey(), e.getValue().asText()));
            return values;
        }
    }

    private List<List<String>> duckLines(Path path, List<String> header) throws SQLException {
        String names = header.stream()
                .map(name -> LandingReader.literal(name) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String sql = "SELECT * FROM read_csv(" + LandingReader.literal(path.toString())
                + ", auto_detect = false, header = true, parallel = false, allow_quoted_nulls = false, columns = "
                + names + ", delim = " + option("ColumnSeparator") + ", quote = " + option("QuoteCharacter")
                + ", escape = " + option("EscapeCharacter") + ", nullstr = " + option("NullValue")
                + ", new_line = '\\r\\n')";
        List<List<String>> lines = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= header.size(); i++) {
                    line.add(result.getString(i));
                }
                lines.add(line);
            }
        }
        return lines;
    }

    private String option(String name) {
        return LandingReader.literal(form.get(name).asText());
    }

    /** Splits text into rows of values, NULL as null. */
    private static final class Lines {
        private final String text;
        private final String row;
        private final String column;
        private final String quote;
        private final String escape;
        private final String nullValue;
        private int at;

        Lines(String text, JsonNode form) {
            this.text = text;
            this.row = form.get("RowSeparator").asText();
            this.column = form.get("ColumnSeparator").asText();
            this.quote = form.get("QuoteCharacter").asText();
            this.escape = form.get("EscapeCharacter").asText();
            this.nullValue = form.get("NullValue").asText();
        }

        List<List<String>> all() {
            List<List<String>> lines = new ArrayList<>();
            while (at < text.length()) {
                List<String> line = new ArrayList<>();
                line.add(value());
                while (takes(column)) {
                    line.add(value());
                }
                if (!takes(row)) {
                    throw new AssertionError("row " + lines.size() + " does not end at character " + at);
                }
                lines.add(line);
            }
            return lines;
        }

        private boolean takes(String part) {
            if (text.startsWith(part, at)) {
                at += part.length();
                return true;
            }
            return false;
        }

        private String value() {
            return takes(quote) ? quoted() : bare();
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            while (true) {
                if (takes(escape + quote)) {
                    value.append(quote);
                } else if (takes(quote)) {
                    return value.toString();
                } else {
                    value.append(text.charAt(at++));
                }
            }
        }

        private String bare() {
            int end = at;
            while (!text.startsWith(column, end) && !text.startsWith(row, end)) {
                end++;
            }
            String value = text.substring(at, end);
            at = end;
            return value.equals(nullValue) ? null : value;
        }
    }
}
