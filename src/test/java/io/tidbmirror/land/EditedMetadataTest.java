package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.Compression;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.ParquetFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fabric reads the files of a table as its {@code _metadata.json} says: whatever of it is not as the mirror wrote it is told. */
class EditedMetadataTest {
    private static final String PATH = TableFolder.of(TABLE).metadata();

    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog().commit(10, 2);

    private static LandingFormat format(String name) {
        return name.equals("csv") ? new DelimitedFormat() : new ParquetFormat(Compression.SNAPPY);
    }

    private Lander lander(String format) {
        return new Lander(zone, heads, format(format), LanderOptions.of("test", format));
    }

    private void edit(String from, String to) throws IOException {
        String written = new String(zone.read(PATH), StandardCharsets.UTF_8);
        assertThat(written).contains(from);
        zone.delete(PATH);
        zone.put(PATH, written.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv"})
    void metadataAsTheMirrorWroteThemAreAllWellAlsoOfATableWithoutFiles(String format) throws IOException {
        lander(format).birth(TABLE, ChangeLog.SCHEMA);
        assertThat(lander(format).audit().findings()).isEmpty();

        lander(format).land(TABLE, log.window(0, 15));
        assertThat(lander(format).audit().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parquet | SequentialFileName | LastUpdateTimeFileDetection | fileDetectionStrategy \"LastUpdateTimeFileDetection\" and the mirror writes \"SequentialFileName\"",
                "parquet | \"FileFormat\":\"parquet\" | \"FileFormat\":\"csv\" | FileFormat \"csv\" and the mirror writes \"parquet\"",
                "parquet | ,\"FileFormat\":\"parquet\" | `` | no FileFormat and the mirror writes \"parquet\"",
                "parquet | \"FileFormat\" | \"isPartitionEnabled\":\"true\",\"FileFormat\" | isPartitionEnabled \"true\", which the mirror does not write",
                "parquet | \"FileFormat\" | \"SchemaDefinition\":{},\"FileFormat\" | SchemaDefinition {}, which the mirror does not write",
                "parquet | \"FileFormat\" | \"isUpsertDefaultRowMarker\":true,\"FileFormat\" | isUpsertDefaultRowMarker true",
                "parquet | \"FileFormat\" | \"keyColumns\":[\"id\"],\"FileFormat\" | declares something twice",
                "parquet | \"parquet\"} | \"parquet\"} x | it is no JSON",
                "csv | \"FileExtension\":\"csv\" | \"FileExtension\":\"tsv\" | FileExtension \"tsv\" and the mirror writes \"csv\"",
                "csv | \"EscapeCharacter\":\"\\\"\" | \"EscapeCharacter\":\"\\\\\" | FileFormatTypeProperties {",
            })
    void whatEverIsEditedIsFound(String format, String from, String to, String what) throws IOException {
        lander(format).land(TABLE, log.window(0, 15));
        edit(from, to);

        assertThat(lander(format).audit().findings()).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(PATH);
            assertThat(finding.what()).contains(what);
            assertThat(finding.remedy()).contains("table rebuild");
        });
    }

    @Test
    void metadataThatWereThereAndReadFilesOtherwiseStopTheTable() throws IOException {
        zone.createFolder(
                TableFolder.of(TABLE).path(),
                Map.of(
                        TableFolder.METADATA,
                        "{\"keyColumns\":[\"id\"],\"FileFormat\":\"parquet\"}".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> lander("parquet").land(TABLE, log.window(0, 15)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining(PATH)
                .hasMessageContaining("no fileDetectionStrategy and the mirror writes \"SequentialFileName\"")
                .hasMessageContaining("remove the folder and release the table");
    }
}
