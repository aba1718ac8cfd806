package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an audit finds in a landing zone of three files, each with one thing changed. */
class AuditTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1).commit(30, 3);

    @BeforeEach
    void landThreeFiles() throws IOException {
        lander(Failpoints.NONE).introduce(bytes("{}"));
        lander(Failpoints.NONE).land(TABLE, log.window(0, 15));
        lander(Failpoints.NONE).land(TABLE, log.window(15, 35, () -> 1, ChangeLog.Trouble.NONE));
    }

    private Lander lander(Failpoints failpoints) {
        return new Lander(
                zone,
                heads,
                new TextFormat(),
                LanderOptions.of("test", "zone 1").withFailpoints(failpoints));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private AuditReport audit() throws IOException {
        return lander(Failpoints.NONE).audit();
    }

    private static String file(long seq) {
        return FOLDER.file(seq, "txt");
    }

    private void edit(long seq, String from, String to) throws IOException {
        String content = new String(zone.read(file(seq)), StandardCharsets.UTF_8);
        assertThat(content).contains(from);
        zone.delete(file(seq));
        zone.put(file(seq), bytes(content.replace(from, to)));
    }

    private void expect(String path, String what) throws IOException {
        List<Finding> findings = audit().findings();
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.what()).contains(what);
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @Test
    void whatWasLandedIsAllWell() throws IOException {
        AuditReport report = audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.tables()).isEqualTo(1);
        assertThat(report.files()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(6);
    }

    @Test
    void nothingIsWritten() throws IOException {
        List<String> before = zone.filesBelow("");
        HeadStore.Versioned head = heads.read(FOLDER.headName());

        audit();

        assertThat(zone.filesBelow("")).isEqualTo(before);
        assertThat(heads.read(FOLDER.headName())).isSameAs(head);
    }

    @Test
    void filesThatFabricMovedFromTheBeginningAreNotMissed() throws IOException {
        zone.delete(file(1));
        zone.delete(file(2));
        zone.createFolder(FOLDER.path() + "/_ProcessedFiles", Map.of());

        assertThat(audit().findings()).isEmpty();
        assertThat(audit().files()).isEqualTo(1);
    }

    @Test
    void anIdleTableAndAQuarantinedOneAreAllWell() throws IOException {
        lander(Failpoints.NONE).land(TABLE, log.window(35, 99));
        lander(Failpoints.NONE).quarantine(TABLE, "bad row", "");
        lander(Failpoints.NONE).quarantine(new TableId("shop", "unborn"), "no key", "");

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void aFileAssignedAndNotYetPublishedIsAllWellAsLongAsItIsStaged() throws IOException {
        Failpoints dead = name -> {
            if (name.equals(Failpoints.AFTER_ASSIGN)) {
                throw new IOException("dies");
            }
        };
        log.commit(40, 1);
        assertThatThrownBy(() -> lander(dead).land(TABLE, log.window(35, 45))).hasMessage("dies");
        assertThat(audit().findings()).isEmpty();

        zone.deleteFolder("_scratchPad");
        expect(FOLDER.path(), "the newest file is number 3 and HEAD says number 4");
    }

    @Test
    void aMissingNewestFileIsFound() throws IOException {
        zone.delete(file(3));
        expect(FOLDER.path(), "the newest file is number 2 and HEAD says number 3");
    }

    @Test
    void aGapIsFound() throws IOException {
        zone.delete(file(2));
        expect(FOLDER.path(), "numbers 2 to 2 are missing");
    }

    @Test
    void aFileThatNobodyAssignedIsFound() throws IOException {
        zone.put(file(4), zone.read(file(3)));
        expect(FOLDER.path(), "the newest file is number 4 and HEAD says number 3");
        expect(file(4), "its number is 3 and should be 4");
        expect(file(4), "is that of another file");
    }

    @Test
    void aFileWithoutBytesAndOneThatIsNoFileOfTheFormatAreFound() throws IOException {
        zone.delete(file(1));
        zone.put(file(1), new byte[0]);
        zone.delete(file(2));
        zone.put(file(2), bytes("anything"));

        expect(file(1), "it has no bytes");
        expect(file(2), "it has no provenance");
        assertThat(audit().findings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2, #tidbmirror.from=15, #tidbmirror.from=14, 'its from (the end of the file before) is 14 and should be 15'",
        "1, #tidbmirror.from=0, #tidbmirror.from=9, 'is 9 and should be 0'",
        "3, #tidbmirror.to=35, #tidbmirror.to=36, its to is 36 and should be 35",
        "2, #tidbmirror.generation=1, #tidbmirror.generation=2, its generation is 2 and should be 1",
        "2, #tidbmirror.seq=2, #tidbmirror.seq=9, its number is 9 and should be 2",
        "2, #tidbmirror.epoch=2, #tidbmirror.epoch=9, 'its epoch is \"9\"'",
        "2, #tidbmirror.epoch=2, #else=2, 'its epoch is \"\"'",
        "2, ' 4 ', ' 0 ', 'it has the row markers [0]'",
    })
    void whatAFileSaysIsComparedWithHeadAndItsNeighbours(long seq, String from, String to, String what)
            throws IOException {
        edit(seq, from, to);
        expect(file(seq), what);
    }

    @Test
    void rowsThatNobodyCountedAreFound() throws IOException {
        edit(2, "20 4 ", "20 4 7\n20 4 ");
        expect(FOLDER.path(), "its files have 7 rows and HEAD counts 6");
    }

    @Test
    void aNewestFileThatIsNotTheOneAssignedIsFound() throws IOException {
        edit(3, "#tidbmirror.batchId=", "#tidbmirror.batchId=x");
        expect(file(3), "bytes and HEAD says");
    }

    @Test
    void aNewestFileOfTheSameSizeWithOtherBytesIsFound() throws IOException {
        edit(3, "#tidbmirror.batchId=", "#tidbmirror.batchID=");
        expect(file(3), "its bytes have the checksum");
    }

    @Test
    void anotherKeyIsFound() throws IOException {
        zone.delete(FOLDER.metadata());
        zone.put(FOLDER.metadata(), bytes("{\"keyColumns\":[\"name\"]}"));
        expect(FOLDER.metadata(), "declares the key [\"name\"] and HEAD says [id]");

        zone.delete(FOLDER.metadata());
        zone.put(FOLDER.metadata(), bytes("{"));
        expect(FOLDER.metadata(), "it is no JSON");

        zone.delete(FOLDER.metadata());
        expect(FOLDER.metadata(), "it is missing");
    }

    @Test
    void strangersAreFound() throws IOException {
        zone.put(FOLDER.path() + "/notes.txt", bytes("x"));
        zone.put("other.schema/t/00000000000000000001.txt", bytes("x"));
        zone.put("shop.schema/readme", bytes("x"));
        zone.createFolder("table", Map.of());

        expect(FOLDER.path() + "/notes.txt", "no landing file of this table");
        expect("other.schema/t", "belongs to no table that has a HEAD");
        expect("shop.schema/readme", "belongs to no table");
        expect("table", "belongs to no table");
        assertThat(audit().findings()).hasSize(4);
    }

    @Test
    void aFolderThatIsGoneOrMadeAgainIsFound() throws IOException {
        zone.deleteFolder(FOLDER.path());
        expect(FOLDER.path(), "the landing folder is gone");
        zone.createFolder(FOLDER.path(), Map.of());
        expect(FOLDER.path(), "the landing folder is another one");
    }

    @Test
    void aDamagedHeadIsFoundAndTheOtherTablesAreLookedAt() throws IOException {
        heads.replace("shop.pen", null, bytes("{}"));
        zone.delete(file(3));

        expect("HEAD object shop.pen", "is damaged");
        expect(FOLDER.path(), "the newest file is number 2");
    }
}
