package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What old rows hold in the columns of a later version, as MySQL prints it. */
class ProjectedRowsTest extends RowsOfALaterVersion {
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

    @Test
    void aDefaultOfCharKeepsSpacesBeforeALineFeed() throws IOException {
        TableSchema from = schema("x int");
        TableSchema to = schema("c char(9)");
        Origin filled = new Filled("a \n", List.of(to.columns().get(1)));

        assertThat(value(rows(from, Operation.INSERT, 9), projection(from, to, filled)))
                .isEqualTo("a \n");
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
}
