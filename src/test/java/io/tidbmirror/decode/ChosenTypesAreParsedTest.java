package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of columns whose landed type the user chose. */
class ChosenTypesAreParsedTest {
    private static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");

    private static List<String> read(String type, LandAs as, String cell) throws IOException {
        Column id = new Column("id", Tables.type("int"), ValueType.of(ValueKind.INT32), false);
        Column value = new Column("v", Tables.type(type), as.of(Tables.type(type)), true);
        TableSchema schema = new TableSchema(new TableId("s", "t"), 1, List.of(id, value), List.of(0));
        String line = "\"I\",\"t\",\"s\",7,1," + cell + "\n";
        return Printed.rows(new CsvDecoder(OPTIONS, TimeRules.utc(ZeroDate.NULL))
                .decode(new MemoryBytes("CDC1.csv", line.getBytes(UTF_8)), schema));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "bigint unsigned; BIGINT; 9223372036854775807;                9223372036854775807",
                "bigint unsigned; TEXT;   18446744073709551615;               18446744073709551615",
                "bigint;          TEXT;   -9223372036854775808;               -9223372036854775808",
                "bit(64);         BIGINT; 5;                                  5",
                "decimal(65,30);  DOUBLE; \"-0.100000000000000000000000000000\"; -0.1",
                "decimal(20,4);   DOUBLE; \"9999999999999999.9999\";          1.0E16",
                "decimal(10,2);   TEXT;   \"12.50\";                          12.50",
                "date;            TEXT;   \"0000-00-00\";                     0000-00-00",
                "timestamp(3);    TEXT;   \"2024-02-29 12:34:56.789\";        2024-02-29 12:34:56.789",
                "varbinary(9);    HEX;    \"AP9cTg==\";                       00ff5c4e",
                "blob;            HEX;    \"\";                               ``",
                "blob;            HEX;    \\N;                                ~"
            })
    void theyAreWhatWasChosen(String type, LandAs as, String cell, String landed) throws IOException {
        assertThat(read(type, as, cell)).containsExactly("I 7 | 1 | " + landed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "binary(4); HEX; ab; 61620000",
                "varbinary(9); HEX; ab; 6162",
                "blob; HEX; ''; ''",
                "bit(9); TEXT; A; 65",
                "decimal(10,2); TEXT; 1.5; 1.50",
                "decimal(10,2); DOUBLE; 1.5; 1.5",
                "bigint unsigned; BIGINT; 7; 7"
            })
    void soAreDefaultsOfColumnsThatAreAdded(String type, LandAs as, String text, String landed) {
        Column column = new Column("v", Tables.type(type), as.of(Tables.type(type)), true);

        assertThat(Printed.value(new FillValue(column, ZeroDate.NULL).of(text), column.value(), 0))
                .isEqualTo(landed);
    }

    @Test
    void anUnsignedIntegerThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> read("bigint unsigned", LandAs.BIGINT, "9223372036854775808"))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column v (BIGINT UNSIGNED) is outside the range of its type");
    }
}
