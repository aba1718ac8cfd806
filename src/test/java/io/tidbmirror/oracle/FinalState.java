package io.tidbmirror.oracle;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Row;
import java.io.IOException;
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

/** Folds a landing folder, whose files may have different columns, and compares it with the rows that a table has. */
public final class FinalState {

    private static final int DELETE = 2;
    private static final int ENOUGH = 5;

    private final List<ColumnTruth> columns;
    private final List<String> key;
    private final ZeroDates zeroDates;

    /**
     * A table's truth.
     *
     * @param key names of its key columns
     */
    public FinalState(List<ColumnTruth> columns, List<String> key, ZeroDates zeroDates) {
        this.columns = columns;
        this.key = key;
        this.zeroDates = zeroDates;
    }

    /** The first few differences between the folded files of a folder and the rows. */
    public List<String> differences(Path folder, List<Row> rows) throws IOException, SQLException {
        Map<List<String>, Map<String, String>> wanted = new HashMap<>();
        for (Row row : rows) {
            Map<String, String> text = new LinkedHashMap<>();
            columns.forEach(c -> text.put(
                    c.name(), new ColumnRule(c, zeroDates).expected(row.values().get(c.name()))));
            wanted.put(key.stream().map(text::get).toList(), text);
        }
        Map<List<String>, Map<String, String>> found = fold(folder);
        List<String> differences = new ArrayList<>();
        wanted.forEach((k, row) -> {
            if (!row.equals(found.get(k))) {
                differences.add("key " + k + " is " + found.get(k) + " instead of " + row);
            }
        });
        found.keySet().removeAll(wanted.keySet());
        found.forEach((k, row) -> differences.add("key " + k + " should be gone: " + row));
        return differences.stream().limit(ENOUGH).toList();
    }

    private Map<List<String>, Map<String, String>> fold(Path folder) throws IOException, SQLException {
        Map<List<String>, Map<String, String>> rows = new HashMap<>();
        try (Connection duck = LandingReader.connect();
                Statement statement = duck.createStatement()) {
            String files = "read_parquet(" + files(folder)
                    + ", union_by_name = true, filename = 'landing file', file_row_number = true)";
            Map<String, String> types = types(statement, files);
            List<ColumnTruth> landed =
                    columns.stream().filter(c -> types.containsKey(c.name())).toList();
            String values = landed.stream()
                    .map(c -> expression(c.name(), types.get(c.name())))
                    .collect(Collectors.joining(", "));
            ResultSet result = statement.executeQuery("SELECT \"__rowMarker__\", " + values + " FROM " + files
                    + " ORDER BY \"landing file\", file_row_number");
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                columns.forEach(c -> row.put(c.name(), null));
                for (int i = 0; i < landed.size(); i++) {
                    ColumnTruth column = landed.get(i);
                    LandedColumn type = new LandedColumn(column.name(), types.get(column.name()), true, "");
                    row.put(column.name(), new ColumnRule(column, zeroDates).landed(type, result.getObject(i + 2)));
                }
                List<String> identity = key.stream().map(row::get).toList();
                if (result.getInt(1) == DELETE) {
                    rows.remove(identity);
                } else {
                    rows.put(identity, row);
                }
            }
        }
        return rows;
    }

    private static Map<String, String> types(Statement statement, String files) throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + files)) {
            while (described.next()) {
                types.put(described.getString(1), described.getString(2));
            }
        }
        return types;
    }

    private static String files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> p.toString().endsWith(".parquet"))
                    .sorted()
                    .map(p -> "'" + p.toString().replace("'", "''") + "'")
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    private static String expression(String name, String type) {
        return LandingReader.expression(new LandedColumn(name, type, true, ""));
    }
}
