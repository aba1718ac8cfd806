package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Column;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetInspectionTest {
    private static final long SMALL_GROUPS = 20_000;

    private static byte[] file(Compression compression, int rows) throws IOException {
        List<Object[]> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add(FormulaTable.row(i));
        }
        return file(compression, Rows.block(FormulaTable.SCHEMA, values));
    }

    private static byte[] file(Compression compression, MarkedBlock rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LandingFile file = new ParquetFormat(compression, SMALL_GROUPS).begin(FormulaTable.SCHEMA, bytes)) {
            file.write(rows);
            file.finish(Map.of("tidbmirror.seq", "7"));
        }
        return bytes.toByteArray();
    }

    private static FileSummary inspect(byte[] file) throws IOException, UnreadableFileException {
        return new ParquetFormat(Compression.SNAPPY).inspect(new FileInMemory(file), new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"SNAPPY, 0", "SNAPPY, 1", "NONE, 2", "ZSTD, 3", "SNAPPY, 70000", "ZSTD, 70000", "NONE, 70000"})
    void whatWasWrittenIsTold(Compression compression, int rows) throws Exception {
        FileSummary summary = inspect(file(compression, rows));

        assertThat(summary.rows()).isEqualTo(rows);
        assertThat(summary.provenance()).containsEntry("tidbmirror.seq", "7");
        List<Integer> markers = rows == 0 ? List.of() : rows < 3 ? List.of(4) : List.of(2, 4);
        assertThat(summary.markers()).containsExactlyElementsOf(markers);
        assertThat(summary.columns()).hasSize(FormulaTable.SCHEMA.columns().size() + 1);
        for (int i = 0; i < FormulaTable.SCHEMA.columns().size(); i++) {
            Column column = FormulaTable.SCHEMA.columns().get(i);
            assertThat(summary.columns().get(i))
                    .isEqualTo(
                            new FileSummary.Column(column.name(), column.value().text(), FormulaTable.SCHEMA.isKey(i)));
        }
        assertThat(summary.columns().get(summary.columns().size() - 1).name()).isEqualTo(Marker.COLUMN);
    }

    @ParameterizedTest
    @EnumSource
    void aStrangeMarkerIsSeenWhereverItIs(Compression compression) throws Exception {
        List<Object[]> values = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            values.add(FormulaTable.row(i));
        }
        MarkedBlock rows = Rows.block(FormulaTable.SCHEMA, values);
        rows.markers()[37_777] = 3;

        assertThat(inspect(file(compression, rows)).markers()).containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 11, 12, 500})
    void aFileThatWasCutIsUnreadable(int length) throws IOException {
        byte[] whole = file(Compression.SNAPPY, 100);
        assertThatThrownBy(() -> inspect(Arrays.copyOf(whole, length))).isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void aFileWithDamageInItsEndIsUnreadableOrTellsSomethingElse() throws IOException {
        byte[] whole = file(Compression.SNAPPY, 100);
        int unreadable = 0;
        for (int at = whole.length - 700; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            try {
                assertThat(inspect(damaged)).isNotNull();
            } catch (UnreadableFileException e) {
                assertThat(e).hasMessageStartingWith("it");
                unreadable++;
            }
        }
        assertThat(unreadable).isGreaterThan(100);
    }
}
