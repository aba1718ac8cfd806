package io.tidbmirror.oracle;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A landing folder drawn from the truth, to be spoilt and written with DuckDB: it shows that the oracle sees faults. */
final class DrawnZone {

    /** {@code values} are TiDB's text. */
    record Line(int marker, Map<String, String> values) {}

    record Sheet(String from, String to, List<Line> lines) {}

    private final TableTruth truth;
    private final ZeroDates zeroDates;
    final List<Sheet> sheets = new ArrayList<>();
    String markerType = "INTEGER";
    boolean markerFirst;
    long firstNumber = 1;

    /** {@code commits} per file. */
    DrawnZone(TableTruth truth, ZeroDates zeroDates, int commits) {
        this.truth = truth;
        this.zeroDates = zeroDates;
        String from = "0";
        for (int at = 0; at < truth.commits().size(); at += commits) {
            List<Commit> some =
                    truth.commits().subList(at, Math.min(truth.commits().size(), at + commits));
            String to = Long.toString(some.get(some.size() - 1).ts() + 1);
            sheets.add(new Sheet(from, to, new ArrayList<>(lines(some))));
            from = to;
        }
        if (sheets.isEmpty()) {
            sheets.add(new Sheet(from, "1", new ArrayList<>()));
        }
    }

    private List<Line> lines(List<Commit> commits) {
        List<Line> lines = new ArrayList<>();
        for (Commit commit : commits) {
            for (List<String> key : commit.deletes()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < key.size(); i++) {
                    values.put(truth.key().get(i), key.get(i));
                }
                lines.add(new Line(2, values));
            }
            commit.upserts().values().forEach(row -> lines.add(new Line(4, row)));
        }
        return lines;
    }

    void write(Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        String keys = truth.key().stream()
                .map(k -> '"' + k.replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", "));
        Files.writeString(
                folder.resolve("_metadata.json"),
                "{\"keyColumns\": [" + keys
                        + "], \"fileDetectionStrategy\": \"SequentialFileName\", \"FileFormat\": \"parquet\"}");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            long number = firstNumber;
            for (Sheet sheet : sheets) {
                statement.execute("CREATE OR REPLACE TABLE sheet (" + declarations() + ")");
                if (!sheet.lines().isEmpty()) {
                    statement.execute("INSERT INTO sheet VALUES "
                            + sheet.lines().stream()
                                    .map(line -> "(" + literals(line) + ")")
                                    .collect(Collectors.joining(", ")));
                }
                statement.execute(String.format(
                        "COPY sheet TO '%s/%020d.parquet' (FORMAT PARQUET, KV_METADATA {'from': '%s', 'to': '%s', 'seq': '%d'})",
                        folder, number, sheet.from(), sheet.to(), number));
                number++;
            }
        }
    }

    private String declarations() {
        List<String> columns = new ArrayList<>();
        truth.columns().forEach(c -> columns.add(quoted(c.name()) + " " + new ColumnRule(c, zeroDates).duckType()));
        columns.add(markerFirst ? 0 : columns.size(), "__rowMarker__ " + markerType);
        return String.join(", ", columns);
    }

    private String literals(Line line) {
        List<String> literals = new ArrayList<>();
        for (ColumnTruth column : truth.columns()) {
            ColumnRule rule = new ColumnRule(column, zeroDates);
            literals.add(literal(rule, rule.expected(line.values().get(column.name()))));
        }
        literals.add(markerFirst ? 0 : literals.size(), Integer.toString(line.marker()));
        return String.join(", ", literals);
    }

    private static String literal(ColumnRule rule, String text) {
        if (text == null) {
            return "NULL";
        }
        if (rule.duckType().equals("BLOB")) {
            return "from_hex('" + text.substring(2) + "')";
        }
        String quoted = "'" + text.replace("'", "''").replace("\0", "' || chr(0) || '") + "'";
        return "CAST(" + quoted + " AS " + rule.duckType() + ")";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
