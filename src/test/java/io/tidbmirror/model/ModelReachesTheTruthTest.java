package io.tidbmirror.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.DdlEvent;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.RowEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge is judged first: row events and its own execution of the DDL end where TiDB ended. */
class ModelReachesTheTruthTest {

    static Stream<Scenario> scenarios() {
        return GoldenCorpus.open().scenarios().stream();
    }

    static Stream<Scenario> scenariosWithDdl() {
        return scenarios().filter(s -> s.name().startsWith("ddl"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void tablesColumnsAndRowsAreThoseOfTidb(Scenario scenario) {
        Truth truth = scenario.truth();
        Map<Name, TableState> last = GoldenReplay.of(scenario).last();

        assertThat(last.keySet()).isEqualTo(truth.columns().keySet());
        truth.columns().forEach((name, columns) -> {
            List<ColumnTruth> stored =
                    columns.stream().filter(c -> !c.virtual()).toList();
            TableState table = last.get(name);
            assertThat(table.columns())
                    .as("columns of " + name)
                    .extracting(ModelColumn::name)
                    .isEqualTo(stored.stream().map(ColumnTruth::name).toList());
            assertThat(table.columnTruths())
                    .as("types of " + name)
                    .extracting(ColumnTruth::type)
                    .isEqualTo(stored.stream().map(c -> withoutWidth(c.type())).toList());
            assertThat(table.columns())
                    .as("nullability of " + name)
                    .extracting(ModelColumn::nullable)
                    .isEqualTo(stored.stream().map(ColumnTruth::nullable).toList());
            assertThat(table.keys()).as("keys of " + name).allMatch(key -> stored.stream()
                    .filter(c -> key.contains(c.name()))
                    .allMatch(c -> !c.key().isEmpty()));
            assertThat(table.rows())
                    .as("rows of " + name)
                    .containsExactlyInAnyOrderElementsOf(rows(truth.finalRows().get(name), columns));
        });
    }

    /** Without a statement that matters the history does not fit together any more, or ends elsewhere. */
    @ParameterizedTest
    @MethodSource("scenariosWithDdl")
    void aStatementThatIsLeftOutIsNoticed(Scenario scenario) {
        List<RowEvent> rows = scenario.truth().history();
        List<DdlEvent> ddl = scenario.truth().ddl();
        Map<Name, TableState> last = new GoldenReplay(rows, ddl).last();
        List<String> unnoticed = new ArrayList<>();
        for (int i = 0; i < ddl.size(); i++) {
            if (fits(rows, without(ddl, i), last)) {
                unnoticed.add(ddl.get(i).statement());
            }
        }
        String harmless = "(CREATE|DROP) (DATABASE|VIEW|SEQUENCE|INDEX) .*|.*COMMENT .*|.*CONVERT TO .*";
        String ofTablesDroppedLater = ".* t MODIFY COLUMN .*|.*DROP PARTITION p0";
        assertThat(unnoticed).allMatch(s -> s.matches(harmless + "|" + ofTablesDroppedLater));
    }

    @ParameterizedTest
    @MethodSource("scenariosWithDdl")
    void aRowThatIsLeftOutIsNoticed(Scenario scenario) {
        List<RowEvent> rows = scenario.truth().history();
        List<DdlEvent> ddl = scenario.truth().ddl();
        Map<Name, TableState> last = new GoldenReplay(rows, ddl).last();
        for (int i = 0; i < rows.size(); i++) {
            RowEvent event = rows.get(i);
            boolean droppedLater = List.of("t", "t2", "parts", "x", "first_t", "third_t")
                    .contains(event.table().table());
            if (!droppedLater && !event.backfill()) {
                assertThat(fits(without(rows, i), ddl, last))
                        .as(event.toString())
                        .isFalse();
            }
        }
    }

    private static boolean fits(List<RowEvent> rows, List<DdlEvent> ddl, Map<Name, TableState> last) {
        try {
            return new GoldenReplay(rows, ddl).last().equals(last);
        } catch (AssertionError noticed) {
            return false;
        }
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(index);
        return rest;
    }

    private static List<Map<String, String>> rows(List<Truth.Row> rows, List<ColumnTruth> columns) {
        return rows.stream()
                .map(row -> {
                    Map<String, String> stored = new LinkedHashMap<>(row.values());
                    columns.stream().filter(ColumnTruth::virtual).forEach(c -> stored.remove(c.name()));
                    return stored;
                })
                .toList();
    }

    /** Widths of integers and of YEAR, and how wide they are printed, say nothing. */
    static String withoutWidth(String type) {
        return type.replaceFirst("^((?:tiny|small|medium|big)?int|year)\\(\\d+\\)", "$1")
                .replace(" zerofill", "");
    }
}
