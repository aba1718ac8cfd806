package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TakeoverTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1).commit(30, 3);

    private Lander lander() {
        return lander(LanderOptions.of("test", "zone 1"));
    }

    private Lander lander(LanderOptions options) {
        return new Lander(zone, heads, new TextFormat(), options);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void landTwoFiles() throws IOException {
        lander().land(TABLE, log.window(0, 25, () -> 1, ChangeLog.Trouble.NONE));
    }

    /** A process that dies between S2 and S3 of file 2. */
    private void leavePending() throws IOException {
        lander().land(TABLE, log.window(0, 15));
        Failpoints dead = name -> {
            if (name.equals(Failpoints.AFTER_ASSIGN)) {
                throw new IOException("dies");
            }
        };
        assertThatThrownBy(() -> lander(LanderOptions.of("dead", "zone 1").withFailpoints(dead))
                        .land(TABLE, log.window(15, 25)))
                .hasMessage("dies");
    }

    private void expectQuarantine(String reason) throws IOException {
        Head head = lander().take(TABLE);
        assertThat(head.status()).isEqualTo(Status.QUARANTINED);
        assertThat(head.standing().reason()).contains(reason).contains("shop.book");
        assertThatThrownBy(() -> lander().land(TABLE, log.window(25, 35))).isInstanceOf(PoisonException.class);
        assertThat(zone.read(FOLDER.file(3, "txt"))).isNull();
    }

    @Test
    void whatIsPendingIsRolledForward() throws IOException {
        leavePending();
        assertThat(zone.size(FOLDER.file(2, "txt"))).isEqualTo(-1);

        Head head = lander().take(TABLE);

        assertThat(zone.size(FOLDER.file(2, "txt"))).isPositive();
        assertThat(head.seq()).isEqualTo(2);
        assertThat(head.covered()).isEqualTo(ChangeLog.covered(25));
        assertThat(head.progress().pending()).isNull();
        assertThat(head.tenure().epoch()).isEqualTo(3);
    }

    @Test
    void aHeadThatCannotBeWrittenTellsWhatTheStoreSaid() throws IOException {
        landTwoFiles();
        HeadStore forbidding = new ForwardingHeads(heads) {
            @Override
            public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
                throw new IOException("403, the role is missing");
            }
        };
        Lander lander = new Lander(zone, forbidding, new TextFormat(), LanderOptions.of("test", "zone 1"));

        assertThatThrownBy(() -> lander.take(TABLE)).hasMessageContaining("403, the role is missing");
    }

    @Test
    void filesThatFabricTookDoNotMatter() throws IOException {
        landTwoFiles();
        zone.delete(FOLDER.file(1, "txt"));
        assertThat(lander().take(TABLE).isActive()).isTrue();
    }

    @Test
    void aMissingNewestFileStopsTheTable() throws IOException {
        landTwoFiles();
        zone.delete(FOLDER.file(2, "txt"));
        expectQuarantine("newest file in the landing folder is number 1 and HEAD says number 2");
    }

    @Test
    void aFileNobodyAssignedStopsTheTable() throws IOException {
        landTwoFiles();
        zone.createIfAbsent(FOLDER.file(3, "csv").replace("csv", "txt"), bytes("strange"));
        Head head = lander().take(TABLE);
        assertThat(head.standing().reason()).contains("number 3 and HEAD says number 2");
    }

    @Test
    void aFolderThatIsGoneStopsTheTable() throws IOException {
        landTwoFiles();
        zone.deleteFolder(FOLDER.path());
        expectQuarantine("the landing folder is gone");
    }

    @Test
    void aFolderMadeAgainStopsTheTable() throws IOException {
        landTwoFiles();
        byte[] newest = zone.read(FOLDER.file(2, "txt"));
        zone.deleteFolder(FOLDER.path());
        zone.createFolder(FOLDER.path(), Map.of());
        zone.createIfAbsent(FOLDER.file(2, "txt"), newest);
        expectQuarantine("the landing folder is not the one HEAD knows");
    }

    @Test
    void aCleanedScratchPadStopsTheTable() throws IOException {
        leavePending();
        zone.deleteFolder("_scratchPad");
        expectQuarantine("number 1 and HEAD says number 2");
    }

    @Test
    void aDamagedStageFileIsNeverPublished() throws IOException {
        leavePending();
        String staged = zone.filesBelow("_scratchPad").get(0);
        zone.delete(staged);
        zone.put(staged, new byte[0]);
        expectQuarantine("has 0 bytes");
        assertThat(zone.size(FOLDER.file(2, "txt"))).isEqualTo(-1);
    }

    @Test
    void aStageFileThatALateRequestBeganAgainBehindItsRenameIsDeleted() throws IOException {
        lander().land(TABLE, log.window(0, 15));
        Pending published = HeadCodec.read(
                        FOLDER.headName(), heads.read(FOLDER.headName()).bytes())
                .progress()
                .pending();
        String stage = published.stagePath();
        zone.stage(stage).close();

        Head head = lander().take(TABLE);

        assertThat(head.isActive()).as(head.standing().reason()).isTrue();
        assertThat(zone.size(stage)).isEqualTo(-1);
        assertThat(zone.size(FOLDER.file(1, "txt"))).isPositive();
    }

    @Test
    void aLostHeadStopsTheTableInsteadOfStartingAgain() throws IOException {
        landTwoFiles();
        Lander amnesia = new Lander(zone, new MemoryHeadStore(), new TextFormat(), LanderOptions.of("x", "zone 1"));
        assertThatThrownBy(() -> amnesia.land(TABLE, log.window(0, 25)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("holds file number 2 and HEAD knows nothing of it");
        assertThat(amnesia.take(TABLE).status()).isEqualTo(Status.QUARANTINED);
    }

    @Test
    void aKeyDeclaredOtherwiseStopsTheTable() throws IOException {
        zone.createFolder(FOLDER.path(), Map.of());
        zone.createIfAbsent(FOLDER.metadata(), bytes("{\"keyColumns\":[\"isbn\"]}"));
        assertThatThrownBy(() -> lander().land(TABLE, log.window(0, 25)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("isbn");
    }

    @Test
    void anotherConfigurationIsRefused() throws IOException {
        landTwoFiles();
        assertThatThrownBy(() -> lander(LanderOptions.of("test", "zone 2")).take(TABLE))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("zone 1")
                .hasMessageContaining("zone 2");
    }

    @Test
    void aTakeoverDeletesStageFilesOfEarlierEpochsOnly() throws IOException {
        landTwoFiles();
        zone.put("_scratchPad/shop.schema/book/1/old.txt", bytes("old"));
        zone.put("_scratchPad/shop.schema/book/2/own.txt", bytes("own"));
        zone.put("_scratchPad/shop.schema/book2/1/other.txt", bytes("other"));
        zone.put("_scratchPad/shop.schema/book/generation-2/1/given-up.txt", bytes("given up"));
        zone.put("_scratchPad/shop.schema/book/generation-2/3/later.txt", bytes("of whoever came meanwhile"));
        lander().take(TABLE);
        assertThat(zone.filesBelow("_scratchPad"))
                .containsExactlyInAnyOrder(
                        "_scratchPad/shop.schema/book/2/own.txt",
                        "_scratchPad/shop.schema/book/generation-2/3/later.txt",
                        "_scratchPad/shop.schema/book2/1/other.txt");
    }

    @Test
    void ofTwoTablesThatDifferInCaseTheLaterIsQuarantined() throws IOException {
        landTwoFiles();
        TableId shouting = new TableId("shop", "BOOK");
        assertThatThrownBy(() -> lander().land(shouting, log.window(0, 25)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("taken by table shop.book")
                .hasMessageContaining("tables.shop.BOOK.target");
        lander().release(shouting);
        assertThat(lander().take(shouting).status()).isEqualTo(Status.QUARANTINED);

        assertThat(lander().heads()).extracting(Head::table).containsExactly(shouting, TABLE);
        assertThat(lander().land(TABLE, log.window(25, 35)).files()).isEqualTo(1);
    }

    @Test
    void aTableWithItsOwnTargetLandsThere() throws IOException {
        UnaryOperator<TableId> target = table -> table.equals(TABLE) ? new TableId("mart", "titles") : table;
        Receipt receipt =
                lander(LanderOptions.of("test", "zone 1").withTarget(target)).land(TABLE, log.window(0, 25));
        assertThat(receipt.folder()).isEqualTo("mart.schema/titles");
        assertThat(zone.size("mart.schema/titles/00000000000000000001.txt")).isPositive();
    }

    @Test
    void aDamagedHeadStopsItsTableAndIsNotOverwritten() throws IOException {
        heads.replace(FOLDER.headName(), null, bytes("{"));
        assertThatThrownBy(() -> lander().land(TABLE, log.window(0, 25))).isInstanceOf(PoisonException.class);
        assertThat(heads.read(FOLDER.headName()).bytes()).isEqualTo(bytes("{"));
    }
}
