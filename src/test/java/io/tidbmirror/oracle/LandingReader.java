package io.tidbmirror.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/** Reads landing folders with DuckDB alone, delimited ones with {@link DelimitedReader}. Shares no code with the product. Not thread safe. */
public final class LandingReader implements AutoCloseable {

    static final String MARKER = "__rowMarker__";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "landing file name";

    /** Started once: that costs more than most of what is asked. */
    private static final DuckDBConnection DATABASE = start();

    private final Connection duck;

    public LandingReader() throws SQLException {
        duck = connect();
    }

    /** A connection to a database of its own, in memory. */
    static Connection connect() throws SQLException {
        return DATABASE.duplicate();
    }

    private static DuckDBConnection start() {
        try {
            DuckDBConnection started =
                    DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            try (Statement statement = started.createStatement()) {
                statement.execute("SET threads = 1");
            }
            return started;
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Reads one table's folder; a folder without {@code _metadata.json} is an error. */
    public LandedTable read(Path folder) throws IOException, SQLException {
        JsonNode metadata = JSON.readTree(folder.resolve("_metadata.json").toFile());
        if (metadata.has("SchemaDefinition")) {
            return new DelimitedReader(folder, metadata, duck).read();
        }
        List<Path> paths = landingFiles(folder);
        if (paths.isEmpty()) {
            return new LandedTable(metadata, List.of());
        }
        String list = paths.stream().map(p -> literal(p.toString())).collect(Collectors.joining(", ", "[", "]"));
        Map<String, Map<String, String>> footers = footers(list);
        Map<String, List<LandedColumn>> columns = columns(list);
        Map<String, LandedColumn> all = new LinkedHashMap<>();
        paths.forEach(p -> columns.get(p.toString()).forEach(c -> all.putIfAbsent(c.name(), c)));
        Map<String, List<LandedRow>> rows = rows(list, List.copyOf(all.values()));
        List<LandedFile> files = new ArrayList<>();
        for (Path path : paths) {
            String name = path.toString();
            files.add(new LandedFile(
                    number(path),
                    footers.getOrDefault(name, Map.of()),
                    columns.get(name),
                    rows.getOrDefault(name, List.of())));
        }
        return new LandedTable(metadata, files);
    }

    /** Everything that does not begin with an underscore is a landing file to Fabric. */
    static List<Path> landingFiles(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> !p.getFileName().toString().startsWith("_"))
                    .sorted()
                    .toList();
        }
    }

    static long number(Path path) {
        String name = path.getFileName().toString();
        if (!name.matches("\\d{20}\\.(parquet|csv)")) {
            throw new AssertionError("not a sequential landing file: " + path);
        }
        return Long.parseLong(name.substring(0, 20));
    }

    private Map<String, Map<String, String>> footers(String list) throws SQLException {
        Map<String, Map<String, String>> footers = new TreeMap<>();
        query(
                "SELECT file_name, decode(key), decode(value) FROM parquet_kv_metadata(" + list + ")",
                row -> footers.computeIfAbsent(row.getString(1), f -> new LinkedHashMap<>())
                        .put(row.getString(2), row.getString(3)));
        return footers;
    }

    private Map<String, List<LandedColumn>> columns(String list) throws SQLException {
        Map<String, List<LandedColumn>> columns = new TreeMap<>();
        query(
                "SELECT file_name, name, duckdb_type, repetition_type, type FROM parquet_schema(" + list
                        + ") WHERE coalesce(num_children, 0) = 0",
                row -> columns.computeIfAbsent(row.getString(1), f -> new ArrayList<>())
                        .add(new LandedColumn(
                                row.getString(2),
                                row.getString(3),
                                !"REQUIRED".equals(row.getString(4)),
                                row.getString(5))));
        return columns;
    }

    /** Rows by file, each with the columns of all files: NULL where its own file lacks one, as in Fabric. */
    private Map<String, List<LandedRow>> rows(String list, List<LandedColumn> columns) throws SQLException {
        String values = columns.stream().map(LandingReader::expression).collect(Collectors.joining(", "));
        Map<String, List<LandedRow>> rows = new TreeMap<>();
        query(
                "SELECT \"" + FILE + "\", " + values + " FROM read_parquet(" + list + ", filename = '" + FILE
                        + "', file_row_number = true, union_by_name = true) ORDER BY \"" + FILE + "\", file_row_number",
                row -> rows.computeIfAbsent(row.getString(1), f -> new ArrayList<>())
                        .add(row(row, columns)));
        return rows;
    }

    private static LandedRow row(ResultSet row, List<LandedColumn> columns) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        Integer marker = null;
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.getObject(i + 2);
            if (columns.get(i).name().equals(MARKER)) {
                marker = value == null ? null : ((Number) value).intValue();
            } else {
                values.put(columns.get(i).name(), value);
            }
        }
        return new LandedRow(marker, values);
    }

    /** Types whose JDBC form depends on zones or formats are read as plain numbers or text. */
    static String expression(LandedColumn column) {
        String name = '"' + column.name().replace("\"", "\"\"") + '"';
        String type = column.type();
        if (type.startsWith("TIMESTAMP")) {
            return "epoch_us(" + name + ")";
        }
        if (type.equals("DATE")) {
            return "CAST(" + name + " - DATE '1970-01-01' AS BIGINT)";
        }
        if (type.equals("BLOB")) {
            return "lower(hex(" + name + "))";
        }
        boolean asItIs = List.of("FLOAT", "DOUBLE", "VARCHAR").contains(type)
                || column.name().equals(MARKER);
        return asItIs ? name : "CAST(" + name + " AS VARCHAR)";
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private interface RowUse {
        void of(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowUse use) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                use.of(result);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }
}
