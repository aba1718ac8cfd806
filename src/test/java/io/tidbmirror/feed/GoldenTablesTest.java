package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.local.LocalFeedStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables resolved from real changefeeds are those that TiDB itself describes. */
class GoldenTablesTest {
    private static final Set<String> WITHOUT_KEY = Set.of("shop.nokey", "mix.t5", "mix.t12", "kc.t5");

    static Stream<Scenario> scenarios() {
        return GoldenCorpus.open().oneSchemaScenarios().stream();
    }

    private static FeedSnapshot poll(Scenario scenario) throws IOException {
        FeedOptions options = DefaultFeed.options(
                "json", DateSeparator.DAY, true, ZeroDate.TEXT, table -> List.of(), table -> true, TableShard.WHOLE);
        return DefaultFeed.reader(
                        new LocalFeedStore(scenario.variant("json-ext").sink()), options)
                .poll();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void columnsKeysAndLabelsAreThoseOfTiDb(Scenario scenario) throws IOException {
        Map<Name, List<ColumnTruth>> truth = scenario.truth().columns();
        FeedSnapshot snapshot = poll(scenario);

        assertThat(snapshot.tables()).hasSize(truth.size());
        Set<String> stopped = new TreeSet<>();
        for (TableFeed table : snapshot.tables()) {
            TableId id = table.table();
            if (table.problem() != null) {
                assertThat(table.problem().message()).contains("tables." + id + ".key-columns");
                stopped.add(id.toString());
                continue;
            }
            assertThat(table.versions()).hasSize(1);
            check(table.versions().get(0), truth.get(new Name(id.schema(), id.table())));
        }
        Set<String> expected = new TreeSet<>(WITHOUT_KEY);
        expected.removeIf(
                name -> truth.keySet().stream().noneMatch(t -> t.toString().equals(name)));
        assertThat(stopped).isEqualTo(expected);
    }

    private static void check(FeedVersion version, List<ColumnTruth> truth) {
        List<ColumnTruth> landed =
                truth.stream().filter(column -> !column.virtual()).toList();
        List<Column> columns = version.schema().columns();
        assertThat(columns)
                .extracting(Column::name)
                .isEqualTo(landed.stream().map(ColumnTruth::name).toList());
        for (int i = 0; i < columns.size(); i++) {
            ColumnTruth expected = landed.get(i);
            assertThat(columns.get(i).nullable()).isEqualTo(expected.nullable());
            assertThat(columns.get(i).type().elements()).isEqualTo(labels(expected.type()));
            boolean key = expected.key().equals("PRI") || (expected.key().equals("UNI") && !expected.nullable());
            assertThat(version.schema().isKey(i)).as(expected.name()).isEqualTo(key);
        }
    }

    /** Labels of a COLUMN_TYPE; those of the corpus contain no quote next to a comma. */
    private static List<String> labels(String type) {
        if (!type.startsWith("enum(") && !type.startsWith("set(")) {
            return List.of();
        }
        String list = type.substring(type.indexOf('(') + 2, type.length() - 2);
        return Arrays.stream(list.split("','", -1))
                .map(label -> label.replace("''", "'"))
                .toList();
    }
}
