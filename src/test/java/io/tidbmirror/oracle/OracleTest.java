package io.tidbmirror.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.Row;
import io.tidbmirror.oracle.DrawnZone.Line;
import io.tidbmirror.oracle.DrawnZone.Sheet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle judges the product, so it is judged first: by TiDB's own end state, and by faults it must see. */
class OracleTest {

    @TempDir
    Path folder;

    static Stream<Scenario> scenarios() {
        return GoldenCorpus.open().oneSchemaScenarios().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theFoldOfTheHistoryIsWhatTiDbHoldsAtTheEnd(Scenario scenario) {
        Map<Name, List<Row>> end = scenario.truth().finalRows();
        Map<Name, TableTruth> tables = ChangeLogs.of(scenario, false);

        assertThat(tables.keySet()).isNotEmpty();
        tables.forEach((name, table) -> {
            Map<List<String>, Map<String, String>> rows = new HashMap<>();
            for (Row row : end.get(name)) {
                List<String> key =
                        table.key().stream().map(c -> row.values().get(c)).toList();
                assertThat(rows.put(key, row.values())).isNull();
            }
            assertThat(table.fold()).as(name.toString()).isEqualTo(rows);
        });
    }

    @ParameterizedTest
    @EnumSource(ZeroDates.class)
    void aZoneDrawnFromTheTruthPasses(ZeroDates zeroDates) throws Exception {
        for (String scenario : List.of("types", "names", "random_mixed")) {
            for (TableTruth table : truth(scenario).values()) {
                DrawnZone zone = new DrawnZone(table, zeroDates, 3);
                assertThat(verdict(
                                zone, table, zeroDates, "good-" + table.name().table()))
                        .as(table.name().toString())
                        .isEmpty();
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("a dropped row", z -> z.sheets.get(1).lines().remove(0)),
                fault("a doubled row", z -> z.sheets
                        .get(1)
                        .lines()
                        .add(1, z.sheets.get(1).lines().get(0))),
                fault("a replayed last row", z -> last(z).add(last(z).get(last(z).size() - 1))),
                fault(
                        "two commits swapped",
                        z -> Collections.rotate(z.sheets.get(0).lines(), 2)),
                fault("two files swapped", z -> {
                    Sheet first = z.sheets.get(0);
                    Sheet second = z.sheets.get(1);
                    z.sheets.set(0, new Sheet(first.from(), first.to(), second.lines()));
                    z.sheets.set(1, new Sheet(second.from(), second.to(), first.lines()));
                }),
                fault("a wrong value", z -> alter(z.sheets.get(0).lines(), "v", "other")),
                fault("a NULL for a value", z -> alter(z.sheets.get(0).lines(), "v", null)),
                fault("an empty text for a value", z -> alter(z.sheets.get(0).lines(), "v", "")),
                fault("a delete as an upsert", z -> {
                    List<Line> lines = deletes(z);
                    int at = indexOfDelete(lines);
                    lines.set(at, new Line(4, lines.get(at).values()));
                }),
                fault("a marker of plain inserts", z -> {
                    List<Line> lines = z.sheets.get(0).lines();
                    lines.set(0, new Line(0, lines.get(0).values()));
                }),
                fault("a delete after the upsert of its commit", z -> {
                    List<Line> lines = deletes(z);
                    int at = indexOfDelete(lines);
                    Collections.swap(lines, at, at + 1);
                }),
                fault("numbers that begin at 2", z -> z.firstNumber = 2),
                fault("a provenance with a gap", z -> {
                    Sheet sheet = z.sheets.get(1);
                    z.sheets.set(1, new Sheet(sheet.from() + "0", sheet.to(), sheet.lines()));
                }),
                fault("a commit in a file that should not hold it", z -> {
                    Line moved = z.sheets.get(1).lines().remove(0);
                    last(z.sheets.get(0)).add(moved);
                }),
                fault("a marker in front", z -> z.markerFirst = true),
                fault("a marker of 64 bits", z -> z.markerType = "BIGINT"),
                fault("no file", z -> z.sheets.clear()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aSpoiltZoneIsCaught(Consumer<DrawnZone> fault) throws Exception {
        TableTruth table = truth("keys").get(new Name("shop", "nonclustered"));
        DrawnZone zone = new DrawnZone(table, ZeroDates.TEXT, 2);
        assertThat(verdict(zone, table, ZeroDates.TEXT, "sound")).isEmpty();

        fault.accept(zone);

        assertThat(verdict(zone, table, ZeroDates.TEXT, "spoilt")).isNotEmpty();
    }

    @Test
    void everyWrongValueOfEveryTypeIsCaught() throws Exception {
        for (TableTruth table : truth("types").values()) {
            for (String column :
                    table.columns().stream().map(c -> c.name()).skip(1).toList()) {
                DrawnZone zone = new DrawnZone(table, ZeroDates.TEXT, 100);
                List<Line> lines = zone.sheets.get(0).lines();
                Line changed = lines.stream()
                        .filter(l -> l.marker() == 4 && l.values().get(column) != null)
                        .findFirst()
                        .orElseThrow();
                String other = lines.stream()
                        .map(l -> l.values().get(column))
                        .filter(v -> v != null && !v.equals(changed.values().get(column)))
                        .findFirst()
                        .orElse(null);
                Map<String, String> values = new LinkedHashMap<>(changed.values());
                values.put(column, other);
                lines.set(lines.indexOf(changed), new Line(4, values));
                assertThat(verdict(zone, table, ZeroDates.TEXT, table.name().table() + "-" + column))
                        .as(table.name() + " " + column)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aDateThatNoCalendarHasIsExpectedAsNullUnlessKeptAsText() throws Exception {
        TableTruth times = truth("types").get(new Name("kinds", "times"));
        DrawnZone kept = new DrawnZone(times, ZeroDates.TEXT, 3);

        assertThat(verdict(kept, times, ZeroDates.TEXT, "kept")).isEmpty();
        assertThat(verdict(kept, times, ZeroDates.NULL, "mistaken")).isNotEmpty();
    }

    private List<String> verdict(DrawnZone zone, TableTruth table, ZeroDates zeroDates, String name)
            throws SQLException, IOException {
        zone.write(folder.resolve(name));
        try (LandingReader reader = new LandingReader()) {
            LandedTable landed = reader.read(folder.resolve(name));
            return TableOracle.differences(landed, table, zeroDates, true);
        }
    }

    private static Map<Name, TableTruth> truth(String scenario) {
        return ChangeLogs.of(GoldenCorpus.open().scenario("new", scenario), false);
    }

    private static Arguments fault(String name, Consumer<DrawnZone> fault) {
        return Arguments.of(Named.of(name, fault));
    }

    private static List<Line> last(DrawnZone zone) {
        return zone.sheets.get(zone.sheets.size() - 1).lines();
    }

    private static List<Line> last(Sheet sheet) {
        return sheet.lines();
    }

    private static void alter(List<Line> lines, String column, String value) {
        Map<String, String> values = new LinkedHashMap<>(lines.get(0).values());
        values.put(column, value);
        lines.set(0, new Line(lines.get(0).marker(), values));
    }

    private static List<Line> deletes(DrawnZone zone) {
        return zone.sheets.stream()
                .map(Sheet::lines)
                .filter(lines -> indexOfDelete(lines) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static int indexOfDelete(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).marker() == 2) {
                return i;
            }
        }
        return -1;
    }
}
