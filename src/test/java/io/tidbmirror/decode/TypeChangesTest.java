package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ValueChange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of a type does to values, before any row is read. */
class TypeChangesTest extends RowsOfALaterVersion {
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
