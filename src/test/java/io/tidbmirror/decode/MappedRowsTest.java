package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.ZeroDate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of rows that a user's own route has made. */
class MappedRowsTest {
    private static MappedRows row(String columns, Object value) {
        return new MappedRows(
                "file",
                Tables.table("s.t", 1, ZeroDate.NULL, "id int key; v " + columns),
                List.of(Map.of("id", 1, "v", value)),
                List.of(Operation.INSERT),
                ZeroDate.NULL);
    }

    private static List<String> printed(String type, Object value) throws IOException {
        return Printed.rows(row(type, value));
    }

    @Test
    void bytesForATextColumnAreItsUtf8() throws IOException {
        assertThat(printed("varchar(9)", "né".getBytes(UTF_8))).containsExactly("I - | 1 | né");
        assertThatThrownBy(() -> printed("varchar(9)", new byte[] {-1}))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void numbersAreTheirDigitsHoweverJavaPrintsThem() throws IOException {
        assertThat(printed("decimal(9,2)", new BigDecimal("1E+3"))).containsExactly("I - | 1 | 1000.00");
        assertThat(printed("decimal(12,2)", 12345678.5)).containsExactly("I - | 1 | 12345678.50");
        assertThat(printed("double", 1.5e300)).containsExactly("I - | 1 | 1.5E300");
        assertThat(printed("double", Double.MIN_VALUE)).containsExactly("I - | 1 | 4.9E-324");
        assertThat(printed("float", 3.4028235e38f)).containsExactly("I - | 1 | 3.4028235E38");
        assertThat(printed("tinyint", true)).containsExactly("I - | 1 | 1");
    }

    @Test
    void anExponentBeyondAllTypesIsRefusedWithoutWritingOutItsDigits() {
        assertThatThrownBy(() -> printed("decimal(9,2)", new BigDecimal("1E+999999999")))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column v");
    }

    @Test
    void aDeleteMayHaveItsKeyAloneAndIsReadWithoutTheOtherRows() throws IOException {
        MappedRows rows = new MappedRows(
                "file",
                Tables.table("s.t", 1, ZeroDate.NULL, "id int key; v int"),
                List.of(Map.of("id", 1), Map.of("id", 2, "v", 3)),
                List.of(Operation.DELETE, Operation.INSERT),
                ZeroDate.NULL);

        assertThat(Printed.rows(rows)).containsExactly("D - | 1 | ~", "I - | 2 | 3");
        assertThat(Printed.rows(rows, CommitRange.ALL, RowChoice.DELETES, 0)).containsExactly("D - | 1 | ~");
    }

    static List<Object> objects() {
        return List.of(
                Map.of("a", 1), List.of(1, 2), new char[] {'a'}, new int[] {1}, new ByteArrayInputStream(new byte[] {65
                }));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatHasNoTextOfItsOwnIsRefused(Object value) {
        for (String type : List.of("varchar(99)", "json", "varbinary(99)")) {
            assertThatThrownBy(() -> printed(type, value))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("column v")
                    .hasMessageContaining("make a text of it");
        }
    }
}
