package io.tidbmirror.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.Row;
import io.tidbmirror.corpus.Truth.RowEvent;
import io.tidbmirror.model.TableState;
import io.tidbmirror.model.TidbModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A right landing folder passes; whatever is spoilt in it is found. */
class StateOracleTest {

    private static final LandedColumn ID = new LandedColumn("id", "INTEGER", false, "INT32");
    private static final LandedColumn V = new LandedColumn("v", "VARCHAR", true, "BYTE_ARRAY");
    private static final LandedColumn N = new LandedColumn("n", "BIGINT", true, "INT64");

    private final List<LandedFile> files = new ArrayList<>(List.of(
            file(1, List.of(ID, V), row(4, "id", "1", "v", "a"), row(4, "id", "2", "v", "b")),
            file(2, List.of(ID, V, N), row(2, "id", "1"), row(4, "id", "3", "v", null, "n", "7"))));

    @Test
    void aRightFolderPasses() {
        assertThat(differences()).isEmpty();
    }

    @Test
    void aRowTooManyTooFewOrTwiceIsFound() {
        spoil(0, rows -> rows.subList(0, 1));
        assertThat(differences()).containsExactly("key [2] is missing");
        spoil(1, rows -> rows.subList(1, 2));
        assertThat(differences()).contains("key [1] is there and should be gone");
        spoil(1, rows -> List.of(row(0, "id", "1", "v", "b"), rows.get(0)));
        assertThat(differences()).contains("file 2 inserts [1] twice");
    }

    @Test
    void aWrongValueIsFound() {
        spoil(1, rows -> List.of(rows.get(0), row(4, "id", "3", "v", null, "n", "8")));
        assertThat(differences()).containsExactly("key [3] column n is 8 instead of 7");
    }

    @Test
    void anOldValueThatComesBackIsFound() {
        files.add(0, file(1, List.of(ID, V, N), row(4, "id", "2", "v", "b", "n", "5")));
        files.set(1, file(2, List.of(ID, V), row(4, "id", "1", "v", "a")));
        files.set(2, file(3, List.of(ID, V, N), row(2, "id", "1"), row(4, "id", "3", "v", null, "n", "7")));
        assertThat(differences()).containsExactly("key [2] column n is 5 instead of null");
    }

    @Test
    void whatStopsATableInFabricIsFound() {
        LandedFile last = files.get(1);
        files.set(
                1,
                file(
                        2,
                        List.of(ID, new LandedColumn("v", "BIGINT", true, "INT64"), N),
                        last.rows().get(1)));
        assertThat(differences()).anyMatch(d -> d.contains("file 2 column v was"));
        files.set(
                1,
                file(
                        2,
                        List.of(ID, V, new LandedColumn("n", "BIGINT", false, "INT64")),
                        last.rows().get(1)));
        assertThat(differences()).contains("file 2 column n is new and required");
        files.set(1, file(3, last.columns(), last.rows().toArray(LandedRow[]::new)));
        assertThat(differences()).contains("file 3 where 2 is due");
    }

    @Test
    void anotherKeyAnotherTypeOrAMissingColumnIsFound() {
        assertThat(StateOracle.differences(new LandedTable(json("v"), files), wanted("BIGINT"), ZeroDates.TEXT))
                .contains("keyColumns are [v], and keys [[id]]");
        assertThat(StateOracle.differences(new LandedTable(json("id"), files), wanted("INT"), ZeroDates.TEXT))
                .contains("column n is BIGINT instead of INTEGER");
        files.set(1, file(2, List.of(ID, V), row(2, "id", "1"), row(4, "id", "3", "v", null)));
        assertThat(differences()).contains("column n is missing");
    }

    private List<String> differences() {
        return StateOracle.differences(new LandedTable(json("id"), files), wanted("BIGINT"), ZeroDates.TEXT);
    }

    private static TableState wanted(String type) {
        TidbModel model = new TidbModel();
        model.execute("s", "t", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(5))");
        model.apply(List.of(insert("id", "2", "v", "b")));
        model.execute("s", "t", "ALTER TABLE t ADD n " + type);
        model.apply(List.of(insert("id", "3", "v", null, "n", "7")));
        return model.state().get(new Name("s", "t"));
    }

    private static RowEvent insert(String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new RowEvent(1, 1, new Name("s", "t"), 7, "I", null, new Row(values), false);
    }

    private void spoil(int file, UnaryOperator<List<LandedRow>> how) {
        LandedFile before = files.get(file);
        files.set(file, new LandedFile(before.number(), Map.of(), before.columns(), how.apply(before.rows())));
    }

    private static LandedFile file(long number, List<LandedColumn> columns, LandedRow... rows) {
        return new LandedFile(number, Map.of(), columns, Arrays.asList(rows));
    }

    private static LandedRow row(int marker, String... pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new LandedRow(marker, values);
    }

    private static JsonNode json(String key) {
        return new ObjectMapper()
                .createObjectNode()
                .set("keyColumns", new ObjectMapper().createArrayNode().add(key));
    }
}
