package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as TiCDC wrote them, and messages that differ from them in one thing. */
class GoldenCanalJsonRowsTest {
    private static final CanalJsonOptions EXTENSION = new CanalJsonOptions(true, false, "\r\n");
    private static final String TEXTS = "id int key; vc varchar(255); t text; e enum; st set; j json";
    private static final String UPDATE = """
            {"id":0,"database":"kinds","table":"texts","pkNames":["id"],"isDdl":false,"type":"UPDATE","es":1795244791275,"ts":1795244795216,"sql":"","sqlType":{"id":4,"vc":12,"t":2005,"e":4,"st":-7,"j":12},"mysqlType":{"t":"text","id":"int(11)","vc":"varchar(255)","st":"set('a','b','c','d e')","j":"json","e":"enum('small','medium','large','with,comma','with''quote','')"},"old":[{"vc":"plain","e":"3","st":"15"}],"data":[{"id":"2","vc":"say \\"hi\\"","t":"\\u003ca href=\\"x\\"\\u003e\\u0026amp; 😀 \\u65e5\\ud83d\\ude00","e":"5","st":"9","j":"{\\"a\\": null}"}],"_tidb":{"commitTs":470612650561634305}}\r
            """;

    private static ChangeSource source(String table, String columns, CanalJsonOptions options, String lines) {
        TableSchema schema = Tables.table(table, 1, ZeroDate.NULL, columns);
        return new CanalJsonDecoder(options, TimeRules.utc(ZeroDate.NULL))
                .decode(new MemoryBytes("CDC1.json", lines.getBytes(UTF_8)), schema);
    }

    private static List<String> decode(String table, String columns, String lines) throws IOException {
        return Printed.rows(source(table, columns, EXTENSION, lines));
    }

    @Test
    void labelsComeFromTheFullTypesOfTheMessage() throws IOException {
        assertThat(decode("kinds.texts", TEXTS, UPDATE))
                .containsExactly(
                        "U 470612650561634305 | 2 | say \"hi\" | <a href=\"x\">&amp; 😀 日😀 | with'quote | a,d e | {\"a\": null}");
    }

    @Test
    void labelsComeFromTheSchemaBeforeTheMessage() throws IOException {
        assertThat(decode(
                        "kinds.texts",
                        "id int key; vc varchar(255); t text; e enum('1','2','3','4','five'); st set('w','x','y','z'); j json",
                        UPDATE))
                .containsExactly(
                        "U 470612650561634305 | 2 | say \"hi\" | <a href=\"x\">&amp; 😀 日😀 | five | w,z | {\"a\": null}");
    }

    @Test
    void labelsKnownNowhereArePoison() {
        String plain = UPDATE.replaceAll("\"(set|enum)\\('.*?\\)\"", "\"$1\"");
        assertThatThrownBy(() -> decode("kinds.texts", TEXTS, plain))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("table kinds.texts, file CDC1.json, line 1, offset 0")
                .hasMessageContaining("content-compatible=true");
    }

    @Test
    void numbersNeverHaveAnExponent() throws IOException {
        String line = """
                {"id":0,"database":"kinds","table":"numbers","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1,"ts":1,"sql":"","sqlType":{"id":4,"f":7,"d":8,"n65":3},"mysqlType":{"id":"int","f":"float","d":"double","n65":"decimal"},"old":null,"data":[{"id":"3","f":"-340000000000000000000000000000000000000","d":"0.00001","n65":"-0.000000000000000000000000000001"}],"_tidb":{"commitTs":470612650508681218}}\r
                """;
        assertThat(decode("kinds.numbers", "id int key; f float; d double; n65 decimal(65,30)", line))
                .containsExactly("I 470612650508681218 | 3 | -3.4E38 | 1.0E-5 | -0.000000000000000000000000000001");
    }

    @Test
    void binaryValuesAreCharactersUpTo255() throws IOException {
        String line = """
                {"id":0,"database":"kinds","table":"bins","pkNames":["id"],"isDdl":false,"type":"DELETE","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":null,"data":[{"id":"2","b4":"ab\\u0000\\u0000","vb":"Ã©","bl":"\\b\\t\\n\\u000b\\"ÿ"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        assertThat(decode("kinds.bins", "id int key; b4 binary(4); vb varbinary(255); bl blob", line))
                .containsExactly("D 470612650576838657 | 2 | 0x61620000 | 0xc3a9 | 0x08090a0b22ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aĀ", "日", "😀", "\\u0100", "€ÿ"})
    void aCharacterAbove255StandsForNoByte(String value) {
        String line = """
                {"id":0,"database":"kinds","table":"bins","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":null,"data":[{"id":"2","bl":"VALUE"}],"_tidb":{"commitTs":470612650576838657}}\r
                """.replace("VALUE", value);
        assertThatThrownBy(() -> decode("kinds.bins", "id int key; bl blob", line))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column bl (BLOB) has a character that stands for no byte");
    }

    @Test
    void anUpdateFromAnotherKeyIsADeleteAndAnUpdate() throws IOException {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"type":"UPDATE","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":[{"id":"1"}],"data":[{"id":"10","v":"one"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        String columns = "id int key; v varchar(20)";
        assertThat(decode("shop.t", columns, line))
                .containsExactly("D 470612650576838657 | 1 | one", "U 470612650576838657 | 10 | one");
        ChangeSource source = source("shop.t", columns, EXTENSION, line);
        assertThat(Printed.rows(source, CommitRange.ALL, RowChoice.DELETES, 0))
                .containsExactly("D 470612650576838657 | 1 | one");
        assertThat(Printed.rows(source, CommitRange.ALL, RowChoice.UPSERTS, 0))
                .containsExactly("U 470612650576838657 | 10 | one");
    }

    @Test
    void aKeyOfTwoColumnsIsAnotherOneWhereEitherIs() throws IOException {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["a","b"],"isDdl":false,"type":"UPDATE","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":[{"a":"1","b":"5"}],"data":[{"a":"2","b":"5"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        assertThat(decode("shop.t", "a int key; b int key", line))
                .containsExactly("D 470612650576838657 | 1 | 5", "U 470612650576838657 | 2 | 5");
    }

    @Test
    void aDeleteMayHaveItsKeyAloneIfSoConfigured() throws IOException {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"type":"DELETE","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":null,"data":[{"id":"10"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        String columns = "id int key; v varchar(20) not null";
        CanalJsonOptions keyOnly = new CanalJsonOptions(true, true, "\r\n");
        assertThat(Printed.rows(source("shop.t", columns, keyOnly, line)))
                .containsExactly("D 470612650576838657 | 10 | ~");
        assertThatThrownBy(() -> decode("shop.t", columns, line))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("feed.delete-only-output-handle-key-columns");
    }

    @Test
    void aKeyTwiceIsRefusedWhateverTheMessagesBeforeWere() {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"es":1,"type":"INSERT","ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":null,"data":[{"id":"1"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        String twice = line.replace("\"ts\":1", "\"ts\":1,\"es\":1");
        assertThatThrownBy(() -> decode("shop.t", "id int key", line + line + twice))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("a key twice");
    }

    @Test
    void typesAreReadWhereTheyOnlyBeginLikeThoseBefore() throws IOException {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1,"ts":1,"sql":"","sqlType":1,"mysqlType":{"id":1,"v":"int"},"old":null,"data":[{"id":"1"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        String longer = line.replace("\"sqlType\":1", "\"sqlType\":12").replace("{\"id\":1", "{\"id\":12");
        assertThat(decode("shop.t", "id int key", line + longer + line)).hasSize(3);
    }

    @Test
    void aTextThatIsBytesInTruthIsRefusedWhateverTheMessagesBeforeWere() throws IOException {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{"id":"int","v":"varchar(9)"},"old":null,"data":[{"id":"1","v":"Ã©"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        String bytes = line.replace("varchar(9)", "varbinary(9)");
        assertThat(decode("shop.t", "id int key; v varchar(9)", line)).hasSize(1);
        for (String lines : List.of(bytes, line + bytes)) {
            assertThatThrownBy(() -> decode("shop.t", "id int key; v varchar(9)", lines))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("column v")
                    .hasMessageContaining("varbinary");
        }
        assertThat(decode("shop.t", "id int key; v varbinary(9)", bytes)).hasSize(1);
        assertThatThrownBy(() -> decode("shop.t", "id int key; v blob", line)).isInstanceOf(PoisonException.class);
    }

    @Test
    void aDeleteWithoutTypesMayComeBeforeTheMessageThatTellsLabels() throws IOException {
        String line = """
                {"id":0,"database":"kinds","table":"texts","pkNames":["id"],"isDdl":false,"type":"DELETE","es":1,"ts":1,"sql":"","sqlType":{"id":4},"mysqlType":{"id":"int"},"old":null,"data":[{"id":"1"}],"_tidb":{"commitTs":470612650561634300}}\r
                """;
        CanalJsonOptions keyOnly = new CanalJsonOptions(true, true, "\r\n");
        assertThat(Printed.rows(source("kinds.texts", TEXTS, keyOnly, line + UPDATE)))
                .hasSize(2)
                .startsWith("D 470612650561634300 | 1 | ~ | ~ | ~ | ~ | ~");
        assertThat(Printed.rows(source("kinds.texts", TEXTS, keyOnly, line))).hasSize(1);
    }

    @Test
    void aMessageOfItsKeyAloneIsRefused() {
        for (String mark : List.of("\"onlyHandleKey\":true", "\"claimCheckLocation\":\"file:///x\"")) {
            String line = """
                    {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":null,"data":[{"id":"1"}],"_tidb":{"commitTs":470612650576838657,MARK}}\r
                    """.replace("MARK", mark);
            assertThatThrownBy(() -> decode("shop.t", "id int key", line))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("large-message-handle-option");
        }
    }

    @Test
    void aStaleMessageNeedNotFitTheSchema() throws IOException {
        String line = """
                {"id":0,"database":"shop","table":"t","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1,"ts":1,"sql":"","sqlType":{},"mysqlType":{},"old":null,"data":[{"other":"x"}],"_tidb":{"commitTs":470612650576838657}}\r
                """;
        ChangeSource source = source("shop.t", "id int key", EXTENSION, line);
        assertThat(Printed.rows(source, new CommitRange(470612650576838658L, Long.MAX_VALUE), RowChoice.ALL, 0))
                .isEmpty();
        assertThatThrownBy(() -> Printed.rows(source)).isInstanceOf(PoisonException.class);
    }
}
