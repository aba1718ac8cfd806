package io.tidbmirror.oracle;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.model.TableState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Folds the files of a landing folder as Fabric does (open-mirroring.md sections 3 and 6) and compares what comes out with
 * a table of TiDB. Every difference is one line of the answer.
 */
public final class StateOracle {

    private static final int ENOUGH = 8;

    private final LandedTable landed;
    private final TableState wanted;
    private final Map<String, ColumnRule> rules = new LinkedHashMap<>();
    private final Map<String, LandedColumn> columns = new LinkedHashMap<>();
    private final Map<List<String>, Map<String, Object>> rows = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    private StateOracle(LandedTable landed, TableState wanted, ZeroDates zeroDates) {
        this.landed = landed;
        this.wanted = wanted;
        for (ColumnTruth column : wanted.columnTruths()) {
            rules.put(column.name(), new ColumnRule(column, zeroDates));
        }
    }

    /** What is wrong with a landed table. */
    public static List<String> differences(LandedTable landed, TableState wanted, ZeroDates zeroDates) {
        StateOracle oracle = new StateOracle(landed, wanted, zeroDates);
        long number = 1;
        for (LandedFile file : landed.files()) {
            oracle.expect(file.number() == number++, "file " + file.number() + " where " + (number - 1) + " is due");
            oracle.take(file);
        }
        oracle.compareShape();
        if (oracle.differences.isEmpty()) {
            oracle.compareRows();
        }
        return oracle.differences;
    }

    private void take(LandedFile file) {
        for (LandedColumn column : file.columns()) {
            if (!column.name().equals(LandingReader.MARKER)) {
                takeColumn(file, column);
            }
        }
        List<String> names = file.columns().stream().map(LandedColumn::name).toList();
        columns.values().stream()
                .filter(c -> !c.nullable() && !names.contains(c.name()))
                .forEach(c -> expect(false, "file " + file.number() + " lacks the required column " + c.name()));
        for (LandedRow row : file.rows()) {
            takeRow(file, row);
        }
    }

    /** Fabric stops a table whose columns change their type or nullability. */
    private void takeColumn(LandedFile file, LandedColumn column) {
        LandedColumn before = columns.putIfAbsent(column.name(), column);
        String where = "file " + file.number() + " column " + column.name();
        expect(before == null || before.equals(column), where + " was " + before + " and is " + column);
        expect(before != null || column.nullable() || file.number() == 1, where + " is new and required");
    }

    private void takeRow(LandedFile file, LandedRow row) {
        List<String> key = landed.keyColumns().stream()
                .map(name -> String.valueOf(row.values().get(name)))
                .toList();
        if (row.marker() == null || row.marker() == 0) {
            expect(rows.put(key, row.values()) == null, "file " + file.number() + " inserts " + key + " twice");
        } else if (row.marker() == 2) {
            rows.remove(key);
        } else {
            expect(row.marker() == 4, "file " + file.number() + " has marker " + row.marker());
            rows.put(key, row.values());
        }
    }

    /** A column that was added and has no value yet may still be unknown to every file. */
    private void compareShape() {
        expect(!landed.files().isEmpty(), "no file at all, where an empty table has a file without rows");
        expect(
                wanted.keys().stream().anyMatch(k -> sorted(k).equals(sorted(landed.keyColumns()))),
                "keyColumns are " + landed.keyColumns() + ", and keys " + wanted.keys());
        rules.forEach((name, rule) -> {
            LandedColumn column = columns.get(name);
            if (column == null) {
                boolean allNull = wanted.rows().stream().allMatch(r -> r.get(name) == null);
                expect(allNull, "column " + name + " is missing");
            } else {
                expect(
                        column.type().equals(rule.duckType()),
                        "column " + name + " is " + column.type() + " instead of " + rule.duckType());
            }
        });
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    private void compareRows() {
        Map<List<String>, Map<String, String>> found = new HashMap<>();
        rows.values().forEach(row -> found.put(keyOf(row), text(row)));
        for (Map<String, String> row : wanted.rows()) {
            List<String> key = landed.keyColumns().stream()
                    .map(name -> rules.get(name).expected(row.get(name)))
                    .toList();
            Map<String, String> there = found.remove(key);
            if (there == null) {
                expect(false, "key " + key + " is missing");
                continue;
            }
            rules.forEach((name, rule) -> {
                String value = rule.expected(row.get(name));
                expect(
                        Objects.equals(there.get(name), value),
                        "key " + key + " column " + name + " is " + there.get(name) + " instead of " + value);
            });
        }
        found.keySet().forEach(key -> expect(false, "key " + key + " is there and should be gone"));
        expect(found.size() + wanted.rows().size() >= rows.size(), "keys that differ in nothing");
    }

    private List<String> keyOf(Map<String, Object> row) {
        return landed.keyColumns().stream().map(name -> text(row, name)).toList();
    }

    private Map<String, String> text(Map<String, Object> row) {
        Map<String, String> text = new HashMap<>();
        rules.keySet().forEach(name -> text.put(name, columns.containsKey(name) ? text(row, name) : null));
        return text;
    }

    private String text(Map<String, Object> row, String name) {
        return rules.get(name).landed(columns.get(name), row.get(name));
    }

    private void expect(boolean holds, String difference) {
        if (!holds && differences.size() < ENOUGH) {
            differences.add(difference);
        }
    }
}
