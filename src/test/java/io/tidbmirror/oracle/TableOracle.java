package io.tidbmirror.oracle;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a landing folder with what the truth demands. Every difference is one line of the answer. */
public final class TableOracle {

    private static final int UPSERT = 4;
    private static final int DELETE = 2;
    private static final int ENOUGH = 12;

    private final LandedTable landed;
    private final TableTruth truth;
    private final CanonicalRows canonical;
    private final List<String> differences = new ArrayList<>();

    private TableOracle(LandedTable landed, TableTruth truth, ZeroDates zeroDates) {
        this.landed = landed;
        this.truth = truth;
        this.canonical = new CanonicalRows(truth, zeroDates);
    }

    /** Shape, state and, if the changefeed has commit-ts, the change log with its provenance. */
    public static List<String> differences(
            LandedTable landed, TableTruth truth, ZeroDates zeroDates, boolean changeLog) {
        TableOracle oracle = new TableOracle(landed, truth, zeroDates);
        oracle.checkMetadata();
        oracle.checkFiles();
        if (oracle.differences.isEmpty()) {
            oracle.checkState();
            if (changeLog) {
                oracle.checkProvenance();
                oracle.checkChangeLog();
            }
        }
        return oracle.differences;
    }

    private void checkMetadata() {
        List<String> sorted = landed.keyColumns().stream().sorted().toList();
        expect(
                sorted.equals(truth.key().stream().sorted().toList()),
                "keyColumns " + landed.keyColumns() + " instead of " + truth.key());
        expect(
                landed.metadata().path("fileDetectionStrategy").asText().equals("SequentialFileName"),
                "fileDetectionStrategy is " + landed.metadata().path("fileDetectionStrategy"));
        expect(
                landed.metadata()
                        .path("FileFormat")
                        .asText()
                        .equalsIgnoreCase(landed.isDelimited() ? "csv" : "parquet"),
                "FileFormat is " + landed.metadata().path("FileFormat"));
    }

    private void checkFiles() {
        expect(!landed.files().isEmpty(), "no file at all, where an empty table has a file without rows");
        List<String> names =
                new ArrayList<>(truth.columns().stream().map(ColumnTruth::name).toList());
        names.add(LandingReader.MARKER);
        long number = 1;
        for (LandedFile file : landed.files()) {
            expect(file.number() == number, "file " + file.number() + " where " + number + " is due");
            number++;
            List<String> found = file.columns().stream().map(LandedColumn::name).toList();
            expect(found.equals(names), "file " + file.number() + " has columns " + found + " instead of " + names);
            file.columns().forEach(column -> checkColumn(file, column));
            for (LandedRow row : file.rows()) {
                boolean known = row.marker() != null && (row.marker() == UPSERT || row.marker() == DELETE);
                expect(known, "file " + file.number() + " has marker " + row.marker());
            }
        }
    }

    private void checkColumn(LandedFile file, LandedColumn column) {
        if (column.name().equals(LandingReader.MARKER)) {
            expect(landed.isDelimited() || column.physical().equals("INT32"), "marker is " + column.physical());
            return;
        }
        String where = "file " + file.number() + " column " + column.name();
        ColumnRule rule = canonical.rule(column.name());
        if (rule != null) {
            String type = landed.isDelimited() ? rule.dataType() : rule.duckType();
            expect(column.type().equals(type), where + " is " + column.type() + " instead of " + type);
        }
        boolean key = landed.keyColumns().contains(column.name());
        expect(key || column.nullable(), where + " is not nullable");
    }

    private void checkState() {
        Map<List<String>, Map<String, String>> rows = new HashMap<>();
        for (LandedFile file : landed.files()) {
            for (LandedRow row : file.rows()) {
                if (row.marker() == DELETE) {
                    rows.remove(canonical.landedKey(file, row));
                } else {
                    rows.put(canonical.landedKey(file, row), canonical.landed(file, row));
                }
            }
        }
        Map<List<String>, Map<String, String>> wanted = new HashMap<>();
        truth.fold().values().forEach(row -> wanted.put(canonical.expectedKey(row), canonical.expected(row)));
        for (Map.Entry<List<String>, Map<String, String>> row : wanted.entrySet()) {
            compare("state of key " + row.getKey(), rows.get(row.getKey()), row.getValue());
        }
        rows.keySet().removeAll(wanted.keySet());
        rows.keySet().forEach(key -> expect(false, "key " + key + " is there and should be gone"));
    }

    private void checkProvenance() {
        String reached = null;
        for (LandedFile file : landed.files()) {
            String from = provenance(file, "from");
            String to = provenance(file, "to");
            String where = "file " + file.number() + " ";
            expect(from.matches("\\d+") && to.matches("\\d+"), where + "provenance " + file.provenance());
            expect(reached == null || reached.equals(from), where + "is from " + from + ", reached was " + reached);
            expect(provenance(file, "seq").equals(Long.toString(file.number())), where + "seq " + file.provenance());
            reached = to;
        }
    }

    /** The footer's value under a name, whatever prefix the product gives its names. */
    private static String provenance(LandedFile file, String name) {
        return file.provenance().entrySet().stream()
                .filter(e -> e.getKey().equals(name)
                        || e.getKey().endsWith("." + name)
                        || e.getKey().endsWith("-" + name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Each row with the file that holds it. */
    private record Placed(LandedFile file, LandedRow row) {}

    private void checkChangeLog() {
        List<Placed> rows = new ArrayList<>();
        landed.files().forEach(file -> file.rows().forEach(row -> rows.add(new Placed(file, row))));
        int at = 0;
        for (Commit commit : truth.commits()) {
            int end = endOf(commit, rows, at);
            checkCommit(commit, rows.subList(at, end));
            if (differences.size() >= ENOUGH) {
                return;
            }
            at = end;
        }
        expect(at == rows.size(), (rows.size() - at) + " rows too many at the end");
    }

    /** A commit's rows are some deletes and then exactly as many upserts as it has. */
    private static int endOf(Commit commit, List<Placed> rows, int at) {
        int end = at;
        if (commit.upserts().isEmpty()) {
            return Math.min(rows.size(), at + commit.deletes().size());
        }
        while (end < rows.size() && rows.get(end).row().marker() == DELETE) {
            end++;
        }
        return Math.min(rows.size(), end + commit.upserts().size());
    }

    private void checkCommit(Commit commit, List<Placed> rows) {
        String where = "commit " + commit.ts() + " ";
        Map<List<String>, Map<String, String>> upserts = new HashMap<>();
        Set<List<String>> deletes = new HashSet<>();
        boolean upserted = false;
        for (Placed placed : rows) {
            List<String> key = canonical.landedKey(placed.file(), placed.row());
            if (placed.row().marker() == DELETE) {
                expect(!upserted, where + "delete of " + key + " after an upsert");
                expect(deletes.add(key), where + "delete of " + key + " twice");
            } else {
                upserted = true;
                expect(
                        upserts.put(key, canonical.landed(placed.file(), placed.row())) == null,
                        where + "upsert of " + key + " twice");
            }
            checkPlace(commit, placed.file());
        }
        Set<Long> files = rows.stream().map(placed -> placed.file().number()).collect(Collectors.toSet());
        expect(files.size() <= 1, where + "is spread over " + files.size() + " files");
        checkDeletes(commit, deletes);
        commit.upserts().values().forEach(row -> {
            List<String> key = canonical.expectedKey(row);
            compare(where + "upsert of " + key, upserts.remove(key), canonical.expected(row));
        });
        upserts.keySet().forEach(key -> expect(false, where + "upsert of " + key + " is not in the history"));
    }

    private void checkPlace(Commit commit, LandedFile file) {
        String from = provenance(file, "from");
        String to = provenance(file, "to");
        expect(
                Long.parseLong(from) <= commit.ts() && commit.ts() < Long.parseLong(to),
                "commit " + commit.ts() + " is in file " + file.number() + " of [" + from + ", " + to + ")");
    }

    private void checkDeletes(Commit commit, Set<List<String>> deletes) {
        String where = "commit " + commit.ts() + " ";
        commit.deletes().stream()
                .map(canonical::expectedKey)
                .forEach(key -> expect(deletes.remove(key), where + "lacks the delete of " + key));
        commit.splits().stream().map(canonical::expectedKey).forEach(deletes::remove);
        deletes.forEach(key -> expect(false, where + "delete of " + key + " is not in the history"));
    }

    private void compare(String where, Map<String, String> found, Map<String, String> wanted) {
        if (found == null) {
            expect(false, where + " is missing");
            return;
        }
        wanted.forEach((column, value) -> expect(
                Objects.equals(found.get(column), value),
                where + " column " + column + " is " + found.get(column) + " instead of " + value));
    }

    private void expect(boolean holds, String difference) {
        if (!holds && differences.size() < ENOUGH) {
            differences.add(difference);
        }
    }
}
