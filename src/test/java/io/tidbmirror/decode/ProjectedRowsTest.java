package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.Projection.Unknown;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueChange;
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

/** What old rows hold in the columns of a later version, as MySQL prints it. */
class ProjectedRowsTest {
    private static TableSchema schema(String column) {
        return Tables.table("s.t", 1, ZeroDate.TEXT, "id int key; " + column);
    }

    private static MappedRows rows(TableSchema schema, Operation operation, @Nullable Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", 1);
        row.put(schema.columns().get(1).name(), value);
        return new MappedRows("file", schema, List.of(row), List.of(operation), ZeroDate.TEXT);
    }

    private static Projection projection(TableSchema from, TableSchema to, Origin origin) {
        Column id = from.columns().get(0);
        return new Projection(to, List.of(new Read(0, List.of(id)), origin));
    }

    private static String value(MappedRows rows, Projection projection) throws IOException {
        String row =
                Printed.rows(ProjectedRows.of(rows, projection, ZeroDate.TEXT)).get(0);
        return row.substring(row.lastIndexOf(" | ") + 3);
    }

    private static Projection conversion(TableSchema from, TableSchema to) {
        Column old = from.columns().get(1);
        Column column = to.columns().get(1);
        return projection(from, to, new Read(1, List.of(old, column)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "NULL", textBlock = """
            c int                    | NULL       | ~
            c int                    | 4          | 4
            c bigint unsigned        | 18446744073709551615 | 18446744073709551615
            c decimal(10,2)          | 1.5        | 1.50
            c decimal(30,4)          | 0          | 0.0000
            c decimal(50,4)          | 0          | 0.0000
            c decimal(50,4)          | -1.5       | -1.5000
            c decimal(50,0)          | 7          | 7
            c double                 | 2.50       | 2.5
            c varchar(9)             | it's       | it's
            c char(9)                | "a  "      | a
            c varchar(9)             | "a  "      | "a  "
            c year                   | 0          | 0
            c varchar(9)             | ""         | ""
            c date                   | 0000-00-00 | 0000-00-00
            c datetime(3)            | 2024-02-29 01:02:03 | 2024-02-29 01:02:03.000
            c time(1)                | -12:00:00  | -12:00:00.0
            c enum('a','b')          | a          | a
            c binary(4)              | ab         | 0x61620000
            c bit(9)                 | A          | 65
            c year                   | 1999       | 1999
            c json                   | null       | null
            """)
    void anAddedColumnIsFilledWithTheDefaultOfItsSchemaFile(String column, @Nullable String text, String expected)
            throws IOException {
        TableSchema from = schema("x int");
        TableSchema to = schema(column);
        Origin filled = new Filled(text, List.of(to.columns().get(1)));

        assertThat(value(rows(from, Operation.INSERT, 9), projection(from, to, filled)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            c int              | c bigint             | -5      | -5
            c int unsigned     | c bigint unsigned    | 4294967295 | 4294967295
            c bigint           | c int                | 7       | 7
            c int              | c bigint unsigned    | 7       | 7
            c int              | c varchar(20)        | -5      | -5
            c bigint unsigned  | c text               | 18446744073709551615 | 18446744073709551615
            c int unsigned     | c decimal(12,2)      | 5       | 5.00
            c decimal(10,2)    | c decimal(12,4)      | -3.33   | -3.3300
            c decimal(10,2)    | c decimal(38,20)     | -3.33   | -3.33000000000000000000
            c varchar(10)      | c varchar(3)         | abc     | abc
            c varchar(10)      | c char(3)            | äöü     | äöü
            c varchar(10)      | c text               | "a  "   | "a  "
            c binary(2)        | c binary(4)          | ab      | 0x61620000
            c varbinary(2)     | c blob               | ab      | 0x6162
            c enum('a','b')    | c varchar(9)         | b       | b
            c set('a','b')     | c set('b','a')       | b       | b
            c time             | c time(3)            | 10:00:00 | 10:00:00.000
            c varchar(10)      | c int                | 7       | 7
            c varchar(30)      | c bigint unsigned    | 18446744073709551615 | 18446744073709551615
            c varchar(10)      | c decimal(10,3)      | -1.50   | -1.500
            c varchar(10)      | c double             | 1.25    | 1.25
            c varchar(10)      | c date               | 2024-02-29 | 2024-02-29
            c varchar(30)      | c datetime(3)        | 2024-02-29 01:02:03.5 | 2024-02-29 01:02:03.500
            c varchar(10)      | c enum('a','b')      | b       | b
            c int              | c double             | 7       | 7.0
            c mediumint        | c float              | -7      | -7.0
            c float            | c double             | 0.1     | 0.10000000149011612
            c double           | c float              | 0.5     | 0.5
            c double           | c bigint             | -3      | -3
            c decimal(10,2)    | c decimal(10,1)      | 3.50    | 3.5
            c decimal(10,2)    | c int                | 3.00    | 3
            c decimal(10,2)    | c double             | 3.25    | 3.25
            c decimal(10,2)    | c varchar(13)        | -0.50   | -0.50
            c decimal(50,2)    | c decimal(55,4)      | 3.25    | 3.2500
            c int              | c decimal(50,4)      | 3       | 3.0000
            c varchar(9)       | c decimal(50,4)      | 3.5     | 3.5000
            c decimal(10,2)    | c decimal(50,4)      | 3.25    | 3.2500
            c decimal(50,2)    | c decimal(10,2)      | 3.25    | 3.25
            c year             | c int                | 1999    | 1999
            c year             | c varchar(4)         | 1999    | 1999
            c bit(8)           | c bit(64)            | 65      | 65
            c date             | c datetime           | 2024-02-29 | 2024-02-29 00:00:00
            c date             | c datetime(3)        | 0000-00-00 | 0000-00-00 00:00:00.000
            c datetime         | c datetime(3)        | 2024-02-29 01:02:03 | 2024-02-29 01:02:03.000
            c timestamp(3)     | c timestamp          | 2024-02-29 01:02:03.000 | 2024-02-29 01:02:03
            c datetime(3)      | c date               | 2024-02-29 00:00:00.000 | 2024-02-29
            c datetime(3)      | c varchar(30)        | 2024-02-29 01:02:03.500 | 2024-02-29 01:02:03.500
            """)
    void aChangedTypeKeepsOrConvertsWhatIsCertain(String from, String to, String value, String expected)
            throws IOException {
        TableSchema before = schema(from);

        assertThat(value(rows(before, Operation.INSERT, value), conversion(before, schema(to))))
                .isEqualTo(expected);
    }

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

    @Test
    void aFilledColumnIsConvertedByLaterStatements() throws IOException {
        TableSchema from = schema("x int");
        TableSchema to = schema("c varchar(20)");
        Column added = schema("c int").columns().get(1);
        Column later = to.columns().get(1);

        assertThat(value(rows(from, Operation.INSERT, 1), projection(from, to, new Filled("7", List.of(added, later)))))
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c tinyint       | c smallint      | NONE
            c int           | c bigint        | CERTAIN
            c bigint        | c int           | CHECKED
            c varchar(10)   | c varchar(20)   | NONE
            c varchar(10)   | c text          | NONE
            c varchar(20)   | c varchar(10)   | CHECKED
            c char(5)       | c varchar(5)    | NONE
            c int           | c varchar(20)   | CERTAIN
            c int           | c varchar(5)    | CHECKED
            c decimal(10,2) | c decimal(12,4) | CERTAIN
            c decimal(10,2) | c decimal(11,3) | CERTAIN
            c decimal(10,2) | c decimal(10,3) | CHECKED
            c enum('a','b') | c enum('b','a') | NONE
            c set('a','b')  | c set('a','b','c') | NONE
            c set('a','b')  | c set('b','a')  | CHECKED
            c binary(4)     | c varbinary(4)  | NONE
            c binary(4)     | c binary(5)     | CERTAIN
            c date          | c datetime      | CERTAIN
            c datetime      | c datetime(3)   | CERTAIN
            c time          | c time(3)       | CERTAIN
            c float         | c double        | CERTAIN
            c int           | c double        | CERTAIN
            c bigint        | c double        | CHECKED
            c smallint      | c float         | CERTAIN
            c bit(8)        | c bit(12)       | CERTAIN
            c bit(8)        | c bit(4)        | CHECKED
            c decimal(10,2) | c varchar(13)   | CERTAIN
            c decimal(10,2) | c varchar(12)   | CHECKED
            c enum('a')     | c text          | CERTAIN
            c datetime(3)   | c datetime      | CHECKED
            c varchar(10)   | c int           | CHECKED
            """)
    void whatATypeChangeDoesIsKnownBeforeAnyRowIsRead(String from, String to, ValueChange expected) {
        assertThat(ValueChange.of(
                        schema(from).columns().get(1), schema(to).columns().get(1)))
                .isEqualTo(expected);
    }
}
