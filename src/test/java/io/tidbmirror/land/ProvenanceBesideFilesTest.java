package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.delimited.DelimitedFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot keep their provenance have it in a small file beside them. */
class ProvenanceBesideFilesTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1);

    private Lander lander(Failpoints failpoints) {
        return new Lander(
                zone,
                heads,
                new DelimitedFormat(),
                LanderOptions.of("test", "csv").withFailpoints(failpoints));
    }

    private void landTwoFiles() throws IOException {
        lander(Failpoints.NONE).land(TABLE, log.window(0, 25, () -> 1, ChangeLog.Trouble.NONE));
    }

    private static String file(long seq) {
        return FOLDER.file(seq, "csv");
    }

    private static String beside(long seq) {
        return FOLDER.path() + "/" + TableFolder.provenance(1, seq);
    }

    private String text(String path) throws IOException {
        return new String(zone.read(path), StandardCharsets.UTF_8);
    }

    private List<Finding> findings() throws IOException {
        return lander(Failpoints.NONE).audit().findings();
    }

    @Test
    void itTellsNumberRangeRowsBytesAndHash() throws IOException {
        landTwoFiles();

        assertThat(text(file(1))).isEqualTo("id,__rowMarker__\r\n0,2\r\n1,4\r\n");
        assertThat(text(beside(1)))
                .contains("\"tidbmirror.generation\":\"1\"")
                .contains("\"tidbmirror.seq\":\"1\"")
                .contains("\"tidbmirror.from\":\"0\"")
                .contains("\"tidbmirror.to\":\"20\"")
                .contains("\"tidbmirror.rows\":\"2\"")
                .contains("\"tidbmirror.bytes\":\"" + text(file(1)).length() + "\"")
                .containsPattern("\"tidbmirror.crc32c\":\"[0-9a-f]{8}\"");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aTableWithoutRowsHasAHeader() throws IOException {
        lander(Failpoints.NONE).land(TABLE, log.window(0, 5));

        assertThat(text(file(1))).isEqualTo("id,__rowMarker__\r\n");
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Failpoints.AFTER_ASSIGN, Failpoints.AFTER_PUBLISH})
    void aFilePublishedByAnotherProcessHasItToo(String failpoint) throws IOException {
        Failpoints dead = name -> {
            if (name.equals(failpoint)) {
                throw new IOException("dies");
            }
        };
        assertThatThrownBy(() -> lander(dead).land(TABLE, log.window(0, 25))).hasMessage("dies");

        lander(Failpoints.NONE).land(TABLE, log.window(25, 30));

        assertThat(text(beside(1))).contains("\"tidbmirror.to\":\"25\"");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aFileWithoutItOrWithOtherRowsIsAFinding() throws IOException {
        landTwoFiles();
        byte[] kept = zone.read(beside(1));
        zone.delete(beside(1));
        assertThat(findings()).extracting(Finding::what).contains("its generation is not told and should be 1");

        zone.put(beside(1), kept);
        String content = text(file(1));
        zone.delete(file(1));
        zone.put(file(1), content.replace("1,4\r\n", "").getBytes(StandardCharsets.UTF_8));
        assertThat(findings())
                .extracting(Finding::what)
                .anyMatch(what -> what.matches("it has 23 bytes and the file beside it says 28"));
    }

    @Test
    void aFileOfTheSameSizeWithOtherBytesIsAFinding() throws IOException {
        landTwoFiles();
        String content = text(file(1));
        zone.delete(file(1));
        zone.put(file(1), content.replace("1,4", "7,4").getBytes(StandardCharsets.UTF_8));

        assertThat(findings())
                .extracting(Finding::what)
                .anyMatch(what -> what.matches(
                        "its bytes have the checksum [0-9a-f]{8} and the file beside it says [0-9a-f]{8}: .*"));
    }

    @Test
    void whatBelongsToFilesThatFabricTookIsSwept() throws IOException {
        landTwoFiles();
        zone.delete(file(1));
        zone.put(FOLDER.path() + "/" + TableFolder.provenance(0, 1), new byte[] {'{', '}'});

        zone.put(beside(3), new byte[] {'{', '}'}); // by a process that has taken the table meanwhile

        lander(Failpoints.NONE).take(TABLE);

        assertThat(zone.filesBelow(FOLDER.path()))
                .filteredOn(path -> path.contains("_provenance"))
                .containsExactlyInAnyOrder(beside(2), beside(3));
        assertThat(findings()).isEmpty();
    }
}
