package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Unknown;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MySQL or the time zone would decide is not guessed: a rebuild that meets such a value stops. */
class UncertainValuesAreRefusedTest extends RowsOfALaterVersion {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            c bigint           | c int                | 2147483648
            c int              | c bigint unsigned    | -1
            c varchar(10)      | c varchar(3)         | abcd
            c varchar(10)      | c char(10)           | "a "
            c varchar(10)      | c int                | 07
            c varchar(10)      | c int                | 7a
            c varchar(10)      | c int                | " 7"
            c varchar(10)      | c int                | 2147483648
            c varchar(10)      | c decimal(10,1)      | 3.35
            c varchar(10)      | c date               | 2023-02-29
            c varchar(10)      | c date               | 2023-2-9
            c varchar(30)      | c datetime           | 2024-02-29 01:02:03.5
            c varchar(10)      | c enum('a','b')      | c
            c decimal(10,2)    | c decimal(10,1)      | 3.35
            c decimal(10,2)    | c int                | 3.50
            c bigint           | c double             | 9007199254740993
            c int              | c float              | 16777217
            c double           | c float              | 0.1
            c double           | c int                | 0.5
            c float            | c double(10,1)       | 0.1
            c year             | c varchar(4)         | 0
            c double           | c varchar(30)        | 0.1
            c set('a','b')     | c set('b','a')       | "a,b"
            c date             | c timestamp          | 2024-02-29
            c datetime         | c timestamp          | 2024-02-29 01:02:03
            c timestamp        | c datetime           | 2024-02-29 01:02:03
            c timestamp        | c date               | 2024-02-29 00:00:00
            c timestamp        | c varchar(30)        | 2024-02-29 01:02:03
            c int              | c enum('a','b')      | 1
            c enum('a','b')    | c int                | a
            c varchar(9)       | c varbinary(9)       | a
            c varbinary(9)     | c varchar(9)         | 61
            c datetime         | c date               | 2024-02-29 01:02:03
            c datetime(3)      | c datetime           | 2024-02-29 01:02:03.500
            c blob             | c text               | a
            c json             | c text               | {}
            c bit(8)           | c bit(4)             | 65
            c decimal(10,2)    | c decimal(10,2) unsigned | -1.00
            c decimal(10,2)    | c decimal(4,2)       | 123.45
            c double           | c double unsigned    | -1.5
            c time(3)          | c time               | 10:00:00.500
            c varbinary(9)     | c varbinary(2)       | abc
            """)
    void whatIsNotCertainIsRefusedUnlessTheRowIsADelete(String from, String to, String value) throws IOException {
        TableSchema before = schema(from);
        Projection conversion = conversion(before, schema(to));

        assertThat(conversion.mayFail()).isTrue();
        assertThatThrownBy(() -> value(rows(before, Operation.UPDATE, value), conversion))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("table s.t cannot be built")
                .hasMessageContaining("column c")
                .hasMessageContaining("snapshot.location");
        assertThat(value(rows(before, Operation.DELETE, value), conversion)).isEqualTo("~");
        assertThat(value(rows(before, Operation.INSERT, null), conversion)).isEqualTo("~");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
            c date             | c datetime           | 2024-02-29 | 2024-02-29T00:00
            c date             | c datetime           | NULL       | ~
            c datetime(3)      | c date               | 2024-02-29 00:00:00.000 | 2024-02-29
            c datetime(3)      | c datetime           | 2024-02-29 01:02:03.500 | refused
            c datetime(3)      | c date               | 2024-02-29 00:00:00.001 | refused
            c date             | c varchar(10)        | 2024-02-29 | refused
            c date             | c varchar(10)        | NULL       | refused
            c varchar(10)      | c date               | 2024-02-29 | 2024-02-29
            c varchar(30)      | c datetime(6)        | 2024-02-29 00:00:00.000001 | 2024-02-29T00:00:00.000001
            """)
    void whereZeroDatesAreNullADateHasNoCertainText(String from, String to, @Nullable String value, String expected)
            throws IOException {
        TableSchema before = Tables.table("s.t", 1, ZeroDate.NULL, "id int key; " + from);
        TableSchema after = Tables.table("s.t", 1, ZeroDate.NULL, "id int key; " + to);
        Map<String, Object> row = new HashMap<>();
        row.put("id", 1);
        row.put("c", value);
        MappedRows rows = new MappedRows("file", before, List.of(row), List.of(Operation.INSERT), ZeroDate.NULL);

        if (expected.equals("refused")) {
            assertThatThrownBy(() -> value(rows, conversion(before, after))).isInstanceOf(PoisonException.class);
        } else {
            assertThat(value(rows, conversion(before, after))).isEqualTo(expected);
        }
    }

    @Test
    void aValueOfAChosenLandedTypeIsNotConverted() throws IOException {
        TableSchema before = landedAsText(schema("c bigint"));
        Projection conversion = conversion(before, schema("c int"));

        assertThat(conversion.mayFail()).isTrue();
        assertThatThrownBy(() -> value(rows(before, Operation.INSERT, "7"), conversion))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column c");
        assertThat(value(rows(before, Operation.DELETE, "7"), conversion)).isEqualTo("~");
        Projection chosenLater = conversion(schema("c int"), before);
        assertThatThrownBy(() -> value(rows(schema("c int"), Operation.INSERT, "7"), chosenLater))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column c");
    }

    private static TableSchema landedAsText(TableSchema schema) {
        List<Column> columns = schema.columns().stream()
                .map(column -> column.name().equals("c")
                        ? new Column(column.name(), column.type(), ValueType.of(ValueKind.TEXT), column.nullable())
                        : column)
                .toList();
        return new TableSchema(schema.table(), schema.version(), columns, schema.key());
    }

    @Test
    void whatNoByteTellsIsRefusedUnlessTheRowIsADelete() throws IOException {
        TableSchema from = schema("x int");
        TableSchema to = schema("c datetime");
        Projection unknown = projection(
                from, to, new Unknown("was added", List.of(to.columns().get(1))));

        assertThatThrownBy(() -> value(rows(from, Operation.INSERT, 1), unknown))
                .hasMessageContaining("was added");
        assertThat(value(rows(from, Operation.DELETE, 1), unknown)).isEqualTo("~");
    }
}
