package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.FileInMemory;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.UnreadableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a delimited file tells about itself, whole and damaged, and what its table's metadata say. */
class DelimitedInspectionTest {
    private static final String HEADER = "id,\"a,b\",__rowMarker__\r\n";
    private static final TableSchema SCHEMA = new TableSchema(
            new TableId("shop", "book"),
            1,
            List.of(column("id", ValueType.decimal(20, 0)), column("a,b", ValueType.of(ValueKind.TEXT))),
            List.of(0));

    private static Column column(String name, ValueType type) {
        return new Column(name, ColumnType.of(MySqlType.VARCHAR), type, true);
    }

    private static FileSummary inspect(String content) throws IOException, UnreadableFileException {
        FileInMemory file = new FileInMemory(content.getBytes(StandardCharsets.UTF_8));
        return new DelimitedFormat().inspect(file, new DelimitedFormat().metadata(SCHEMA));
    }

    @Test
    void namesAreInQuotesInTheHeaderWhereAReaderCouldTakeThemForOthers() {
        assertThat(header("a b")).isEqualTo("a b,__rowMarker__\r\n");
        assertThat(header(" a")).isEqualTo("\" a\",__rowMarker__\r\n");
        assertThat(header("a\rb")).isEqualTo("\"a\rb\",__rowMarker__\r\n");
        assertThat(header("")).isEqualTo("\"\",__rowMarker__\r\n");
        assertThat(header("say \"x\"")).isEqualTo("\"say \"\"x\"\"\",__rowMarker__\r\n");
    }

    @Test
    void aColumnNamedAsTheRowMarkerIsPoisonInAnyCase() {
        assertThatThrownBy(() -> header("__ROWMARKER__"))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("which Fabric takes for the row marker");
    }

    private static String header(String column) {
        return DelimitedFile.header(new TableSchema(
                new TableId("shop", "book"), 1, List.of(column(column, ValueType.of(ValueKind.TEXT))), List.of(0)));
    }

    @Test
    void metadataSayHowToReadTheFiles() {
        assertThat(new String(new DelimitedFormat().metadata(SCHEMA), StandardCharsets.UTF_8))
                .isEqualTo("{\"keyColumns\":[\"id\"],\"fileDetectionStrategy\":\"SequentialFileName\","
                        + "\"SchemaDefinition\":{\"Columns\":["
                        + "{\"Name\":\"id\",\"DataType\":\"String\",\"IsNullable\":false},"
                        + "{\"Name\":\"a,b\",\"DataType\":\"String\",\"IsNullable\":true}]},"
                        + "\"FileFormat\":\"CSV\",\"FileExtension\":\"csv\",\"FileFormatTypeProperties\":{"
                        + "\"FirstRowAsHeader\":true,\"RowSeparator\":\"\\r\\n\",\"ColumnSeparator\":\",\","
                        + "\"QuoteCharacter\":\"\\\"\",\"EscapeCharacter\":\"\\\"\",\"NullValue\":\"__tidb_null__\","
                        + "\"Encoding\":\"UTF-8\"}}");
    }

    @Test
    void whatItCannotSayIsTold() {
        assertThat(new DelimitedFormat().losses(SCHEMA))
                .singleElement()
                .asString()
                .startsWith("columns [id] land as String");
    }

    @Test
    void aWholeFileTellsColumnsRowsAndMarkers() throws IOException, UnreadableFileException {
        FileSummary summary = inspect(HEADER + "1,\"x\"\"\r\n,\",4\r\n2,__tidb_null__,2\r\n");

        assertThat(summary.rows()).isEqualTo(2);
        assertThat(summary.markers()).containsExactly(2, 4);
        assertThat(summary.columns())
                .extracting(FileSummary.Column::name, FileSummary.Column::type, FileSummary.Column::required)
                .containsExactly(
                        tuple("id", "String", true),
                        tuple("a,b", "String", false),
                        tuple("__rowMarker__", "Int32", true));
    }

    @Test
    void aHeaderAloneIsAFileWithoutRows() throws IOException, UnreadableFileException {
        assertThat(inspect(HEADER).rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1,\"x",
                "1,\"x\",4",
                "1,\"x\",4\r",
                "1,\"x\",4\n",
                "1,\"x\",44\r\n",
                "1,\"x\"\r\n",
                "1,\"x\",,4\r\n",
                "\r\n"
            })
    void aRowOfAnotherFormIsDamage(String row) {
        assertThatThrownBy(() -> inspect(HEADER + "1,\"x\",4\r\n" + row))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("row 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "id,a,b,__rowMarker__\r\n", "id,\"a,b\",__rowMarker__\n1,2,4\n"})
    void anotherHeaderIsDamage(String header) {
        assertThatThrownBy(() -> inspect(header))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("header");
    }
}
