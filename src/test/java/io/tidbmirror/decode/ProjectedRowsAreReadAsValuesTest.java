package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.delimited.DelimitedFormat;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that get other columns are parsed anyhow: no text of them is made, though the landing format takes texts. */
class ProjectedRowsAreReadAsValuesTest {
    private static final TableSchema SCHEMA = Tables.table("s.t", 1, ZeroDate.NULL, "id int key; v int");

    private static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.HEX, false, false, false, "\n");
    private static final byte[] FILE =
            "\"I\",\"t\",\"s\",470612650486661121,1,2\n".repeat(3).getBytes(UTF_8);

    private final ChangeSource rows = new CsvDecoder(OPTIONS, TimeRules.utc(ZeroDate.NULL))
            .withTexts(new DelimitedFormat().rowForm())
            .decode(new MemoryBytes("CDC1.csv", FILE), SCHEMA);

    @Test
    void textsAreMadeOfRowsAsTheyAre() throws IOException {
        assertThat(haveTexts(rows)).isTrue();
    }

    @Test
    void noTextsAreMadeOfRowsInASourceWithoutThem() throws IOException {
        assertThat(haveTexts(rows.withoutTexts())).isFalse();
        assertThat(Printed.rows(rows.withoutTexts()))
                .isEqualTo(Printed.rows(rows))
                .hasSize(3);
    }

    @Test
    void aProjectionReadsTheSourceWithoutTexts() throws IOException {
        List<Column> columns = SCHEMA.columns();
        Projection same = new Projection(
                SCHEMA, List.of(new Read(0, List.of(columns.get(0))), new Read(1, List.of(columns.get(1)))));

        assertThat(Printed.rows(ProjectedRows.of(new OnlyWithoutTexts(rows), same, ZeroDate.NULL)))
                .isEqualTo(Printed.rows(rows));
    }

    private static boolean haveTexts(ChangeSource source) throws IOException {
        try (ChangeCursor cursor = source.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            ChangeBlock block = cursor.next();
            return block != null && block.hasTexts();
        }
    }

    private record OnlyWithoutTexts(ChangeSource rows) implements ChangeSource {
        @Override
        public TableSchema schema() {
            return rows.schema();
        }

        @Override
        public String name() {
            return rows.name();
        }

        @Override
        public ChangeCursor open(CommitRange range, RowChoice choice, long offset) {
            throw new AssertionError("texts of " + name() + " would be made");
        }

        @Override
        public ChangeSource withoutTexts() {
            return rows.withoutTexts();
        }
    }
}
