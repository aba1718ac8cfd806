package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Filter;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.RowCondition;
import io.tidbmirror.change.RowCondition.Bound;
import io.tidbmirror.change.RowCondition.HashIs;
import io.tidbmirror.change.RowCondition.InList;
import io.tidbmirror.change.RowCondition.InRange;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows of a partition are found by its definition. */
class PartitionRowsTest {
    private static List<String> left(String type, RowCondition condition, boolean keep, boolean uniform, String... keys)
            throws IOException {
        TableSchema schema = Tables.table("s.t", 1, ZeroDate.NULL, "k " + type + " key");
        return left(schema, List.of(filter(schema, condition, keep, uniform)), keys);
    }

    private static Filter filter(TableSchema schema, RowCondition condition, boolean keep, boolean uniform) {
        Column key = schema.columns().get(0);
        return new Filter(List.of(new Read(0, List.of(key))), condition, keep, uniform);
    }

    private static List<String> left(TableSchema schema, List<Filter> filters, String... keys) throws IOException {
        Projection projection =
                new Projection(schema, Projection.identity(schema).origins(), filters);
        List<Map<String, Object>> rows =
                Stream.of(keys).map(k -> Map.<String, Object>of("k", k)).toList();
        List<Operation> operations = Stream.of(keys).map(k -> Operation.INSERT).toList();
        MappedRows mapped = new MappedRows("file", schema, rows, operations, ZeroDate.NULL);
        return Printed.rows(ProjectedRows.of(mapped, projection, ZeroDate.NULL)).stream()
                .map(row -> row.substring(row.lastIndexOf(" | ") + 3))
                .toList();
    }

    private static Bound bound(String text) {
        return new Bound(text, false);
    }

    private static InRange range(String from, String to) {
        return new InRange(List.of(bound(from)), List.of(bound(to)));
    }

    @Test
    void rangesTakeTheirLowerBoundAndLeaveTheUpperToTheNext() throws IOException {
        assertThat(left("int", range("10", "20"), true, false, "9", "10", "19", "20"))
                .containsExactly("10", "19");
        assertThat(left("int", range("10", "20"), false, false, "9", "10", "19", "20"))
                .containsExactly("9", "20");
        assertThat(left(
                        "bigint unsigned",
                        range("10", "18446744073709551615"),
                        true,
                        false,
                        "9",
                        "18446744073709551614"))
                .containsExactly("18446744073709551614");
    }

    @Test
    void rowsOfAPartitionThatWentDoNotComeBackWhenAnotherGoes() throws IOException {
        TableSchema schema = Tables.table("s.t", 1, ZeroDate.NULL, "k int key");
        List<Filter> gone = List.of(
                filter(schema, range("0", "10"), false, false), filter(schema, range("20", "30"), false, false));

        assertThat(left(schema, gone, "5", "15", "25")).containsExactly("15");
    }

    @Test
    void theFirstRangeHasNoLowerBoundAndTheLastNoUpper() throws IOException {
        assertThat(left("int", new InRange(List.of(), List.of(bound("0"))), true, false, "-5", "0"))
                .containsExactly("-5");
        List<Bound> none = List.of(new Bound(null, true));
        assertThat(left("int", new InRange(List.of(bound("0")), none), true, false, "-5", "7"))
                .containsExactly("7");
        assertThat(left(
                        "date",
                        new InRange(List.of(bound("2024-01-01")), none),
                        true,
                        false,
                        "2023-12-31",
                        "2024-02-29"))
                .hasSize(1);
    }

    @Test
    void listsAndRemaindersTellTheirRows() throws IOException {
        assertThat(left(
                        "int",
                        new InList(List.of(List.of(bound("1")), List.of(bound("3")))),
                        true,
                        false,
                        "1",
                        "2",
                        "3"))
                .containsExactly("1", "3");
        InList withNull = new InList(List.of(List.of(new Bound(null, false)), List.of(bound("1"))));
        assertThat(left("int", withNull, true, false, "-1", "0", "1")).containsExactly("1");
        assertThat(left("int", new HashIs(4, 1), true, false, "1", "-5", "4", "7"))
                .containsExactly("1", "-5");
        assertThat(left(
                        "bigint unsigned",
                        new HashIs(4, 1),
                        true,
                        false,
                        "18446744073709551615",
                        "18446744073709551613",
                        "5"))
                .as("TiDB takes the remainder of 64 bits with a sign")
                .containsExactly("18446744073709551615", "5");
    }

    @Test
    void datesAreComparedAsDates() throws IOException {
        assertThat(left("date", range("2024-01-01", "2025-01-01"), true, false, "2023-12-31", "2024-02-29"))
                .hasSize(1);
        String second = "2023-12-31 23:59:59";
        assertThat(left(
                        "datetime(3)",
                        range("2024-01-01", "2025-01-01"),
                        true,
                        false,
                        second,
                        "2024-01-01 00:00:00.000"))
                .as("a bound may leave out the time")
                .hasSize(1);
    }

    @Test
    void textIsOnlyComparedWhereItsCollationMakesNoDifference() throws IOException {
        InList list = new InList(List.of(List.of(bound("north"))));

        assertThat(left("varchar(9)", list, true, false, "north", "no_th")).containsExactly("north");
        assertThat(left("varchar(9)", range("a", "m"), true, false, "b", "lé", "n"))
                .containsExactly("b", "lé");
        for (String text : List.of("North", "north ", "nörth")) {
            assertThatThrownBy(() -> left("varchar(9)", list, true, false, text))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("collation");
        }
        assertThatThrownBy(() -> left("varchar(9)", range("a", "m"), true, false, "é"))
                .as("é lies before f, or behind z")
                .isInstanceOf(PoisonException.class);
    }

    @Test
    void bytesAreComparedWithoutSign() throws IOException {
        assertThat(left("varbinary(9)", range("a", "é"), true, false, "_", "m", "é"))
                .containsExactly("0x6d");
    }

    @Test
    void rowsOfOneFolderThatDisagreeStopTheTable() {
        for (String[] keys : new String[][] {{"9", "10"}, {"10", "9"}}) {
            assertThatThrownBy(() -> left("int", range("10", "20"), true, true, keys))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("rows in one partition's folder");
        }
    }
}
