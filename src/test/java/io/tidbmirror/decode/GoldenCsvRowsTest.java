package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as TiCDC wrote them. */
class GoldenCsvRowsTest {
    private static final CsvOptions RECOMMENDED =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.HEX, false, false, false, "\n");

    private static List<String> decode(String table, String columns, ZeroDate zeroDate, String lines)
            throws IOException {
        TableSchema schema = Tables.table(table, 1, zeroDate, columns);
        return Printed.rows(new CsvDecoder(RECOMMENDED, TimeRules.utc(zeroDate))
                .decode(new MemoryBytes("CDC1.csv", lines.getBytes(UTF_8)), schema));
    }

    @Test
    void integersAtTheEdgesOfTheirTypes() throws IOException {
        String columns = "id int key; t tinyint; tu tinyint unsigned; s smallint; su smallint unsigned; m mediumint;"
                + " mu mediumint unsigned; i int; iu int unsigned; b bigint; bu bigint unsigned; y year unsigned;"
                + " b1 bit(1); b8 bit(8); b64 bit(64)";
        assertThat(decode("kinds.ints", columns, ZeroDate.NULL, """
                "I","ints","kinds",470612650490068993,1,-128,0,-32768,0,-8388608,0,-2147483648,0,-9223372036854775808,0,1901,0,0,0
                "U","ints","kinds",470612650491904002,2,127,255,32767,65535,8388607,16777215,2147483647,4294967295,9223372036854775807,18446744073709551615,2155,1,255,18446744073709551615
                "D","ints","kinds",470612650493739008,3,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N
                "I","ints","kinds",470612650495311873,4,-1,128,-1,32768,-1,8388608,-1,2147483648,-1,9223372036854775808,0,1,128,9223372036854775808
                """))
                .containsExactly(
                        "I 470612650490068993 | 1 | -128 | 0 | -32768 | 0 | -8388608 | 0 | -2147483648 | 0 |"
                                + " -9223372036854775808 | 0 | 1901 | 0 | 0 | 0",
                        "U 470612650491904002 | 2 | 127 | 255 | 32767 | 65535 | 8388607 | 16777215 | 2147483647 |"
                                + " 4294967295 | 9223372036854775807 | 18446744073709551615 | 2155 | 1 | 255 |"
                                + " 18446744073709551615",
                        "D 470612650493739008 | 3 | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~",
                        "I 470612650495311873 | 4 | -1 | 128 | -1 | 32768 | -1 | 8388608 | -1 | 2147483648 | -1 |"
                                + " 9223372036854775808 | 0 | 1 | 128 | 9223372036854775808");
    }

    @Test
    void aRowUpToTheVersionOfItsFolderIsLeftOutAndNeedNotFit() throws IOException {
        TableSchema schema = Tables.table("shop.t", 470612650491904002L, ZeroDate.NULL, "id int key; v text");
        String lines = """
                "I","t","shop",470612650490068993,1
                "I","t","shop",470612650491904002,2,"of before"
                "I","t","shop",470612650491904003,3,"new"
                """;
        assertThat(Printed.rows(new CsvDecoder(RECOMMENDED, TimeRules.utc(ZeroDate.NULL))
                        .decode(new MemoryBytes("CDC1.csv", lines.getBytes(UTF_8)), schema)))
                .containsExactly("I 470612650491904003 | 3 | new");
    }

    @Test
    void textWithQuotesLineBreaksAndWhatLooksLikeNull() throws IOException {
        assertThat(
                        decode(
                                "kinds.texts",
                                "id int key; t text; mt text; lt text; e enum; j json",
                                ZeroDate.NULL,
                                "\"I\",\"texts\",\"kinds\",470612650553507840,4,\"say \"\"hi\"\"\",\"one\ntwo\",\"three\r\nfour\",\"with,comma\",\"[]\"\n"
                                        + "\"I\",\"texts\",\"kinds\",470612650555080710,5,\"\\N\",\"\\\",\"\\\\N\",\"with'quote\",\"\"\"\\u2028 sep\"\"\"\n"
                                        + "\"I\",\"texts\",\"kinds\",470612650557440001,6,\\N,\"😀 日本語\",\"\",\"\"\"\"\"\",\"null\"\n"))
                .containsExactly(
                        "I 470612650553507840 | 4 | say \"hi\" | one\ntwo | three\r\nfour | with,comma | []",
                        "I 470612650555080710 | 5 | \\N | \\ | \\\\N | with'quote | \"\\u2028 sep\"",
                        "I 470612650557440001 | 6 | ~ | 😀 日本語 |  | \"\" | null");
    }

    @Test
    void decimalsFloatsAndBinaryValues() throws IOException {
        assertThat(decode(
                        "kinds.numbers",
                        "id int key; f float; d double; n2 decimal(15,2); n3810 decimal(38,10); n65 decimal(65,30); vb varbinary(255)",
                        ZeroDate.NULL,
                        """
                "I","numbers","kinds",470612650506846210,2,3.14,2.718281828459045,"9999999999999.99","9999999999999999999999999999.9999999999","99999999999999999999999999999999999.999999999999999999999999999999","00ff5c4e"
                "I","numbers","kinds",470612650508681218,3,-3.4e+38,-1.7976931348623157e+308,"-9999999999999.99","-0.0000000001","-0.000000000000000000000000000001",""
                "I","numbers","kinds",470612650514186240,6,1e-05,2.2250738585072014e-308,"0.00","0.0000000000","0.000000000000000000000000000000",\\N
                """))
                .containsExactly(
                        "I 470612650506846210 | 2 | 3.14 | 2.718281828459045 | 9999999999999.99 |"
                                + " 9999999999999999999999999999.9999999999 |"
                                + " 99999999999999999999999999999999999.999999999999999999999999999999 | 0x00ff5c4e",
                        "I 470612650508681218 | 3 | -3.4E38 | -1.7976931348623157E308 | -9999999999999.99 | -0.0000000001 |"
                                + " -0.000000000000000000000000000001 | 0x",
                        "I 470612650514186240 | 6 | 1.0E-5 | 2.2250738585072014E-308 | 0.00 | 0.0000000000 |"
                                + " 0.000000000000000000000000000000 | ~");
    }

    @Test
    void datesAndTimesWithZeroDatesAsNull() throws IOException {
        String lines = """
                "I","times","kinds",470612650524672001,1,"0000-00-00","0000-00-00 00:00:00.000000","00:00:00.000000"
                "I","times","kinds",470612650526769153,2,"1000-01-01","1000-01-01 00:00:00.000001","-838:59:59"
                "I","times","kinds",470612650528866305,3,"9999-12-31","9999-12-31 23:59:59.999999","838:59:59.000000"
                "I","times","kinds",470612650531225601,4,"2024-02-29","2024-02-29 12:34:56.789","-00:00:01"
                "I","times","kinds",470612650537254913,6,"2010-00-01","2010-01-00 12:00:00","100:00:00"
                """;
        String columns = "id int key; d date; dt datetime(6); ti time";
        assertThat(decode("kinds.times", columns, ZeroDate.NULL, lines))
                .containsExactly(
                        "I 470612650524672001 | 1 | ~ | ~ | 00:00:00.000000",
                        "I 470612650526769153 | 2 | 1000-01-01 | 1000-01-01T00:00:00.000001 | -838:59:59",
                        "I 470612650528866305 | 3 | 9999-12-31 | 9999-12-31T23:59:59.999999 | 838:59:59.000000",
                        "I 470612650531225601 | 4 | 2024-02-29 | 2024-02-29T12:34:56.789 | -00:00:01",
                        "I 470612650537254913 | 6 | ~ | ~ | 100:00:00");
        assertThat(decode("kinds.times", columns, ZeroDate.CLAMP, lines))
                .contains(
                        "I 470612650524672001 | 1 | 0001-01-01 | 0001-01-01T00:00 | 00:00:00.000000",
                        "I 470612650537254913 | 6 | 2010-01-01 | 2010-01-01T12:00 | 100:00:00");
        assertThat(decode("kinds.times", columns, ZeroDate.TEXT, lines))
                .contains(
                        "I 470612650524672001 | 1 | 0000-00-00 | 0000-00-00 00:00:00.000000 | 00:00:00.000000",
                        "I 470612650537254913 | 6 | 2010-00-01 | 2010-01-00 12:00:00 | 100:00:00");
    }
}
