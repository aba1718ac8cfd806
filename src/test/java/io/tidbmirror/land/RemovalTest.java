package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryMirror mirror = new MemoryMirror();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1);

    private List<String> filesOfTable() {
        return mirror.zone.filesBelow("").stream()
                .filter(path -> path.contains(FOLDER.path()))
                .toList();
    }

    @Test
    void theFolderGoesAndHeadSaysSo() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));

        assertThat(mirror.lander().remove(TABLE)).isTrue();

        assertThat(filesOfTable()).isEmpty();
        assertThat(mirror.zone.folderId(FOLDER.path())).isNull();
        assertThat(mirror.head().status()).isEqualTo(Status.DROPPED);
        assertThat(mirror.head().seq()).isZero();
        assertThat(mirror.head().progress().rows()).isZero();
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    /** Until HEAD knows that it is gone, a rename may arrive late. */
    @Test
    void stageFilesGoBeforeTheLandingFolder() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        mirror.zone.put(FOLDER.stageFile(9, "late", "txt"), new byte[1]);

        assertThatThrownBy(() ->
                        mirror.landerThatDiesAt(Failpoints.AFTER_STAGE_FILES).remove(TABLE))
                .hasMessage("dies");

        assertThat(mirror.zone.filesBelow("_scratchPad")).isEmpty();
        assertThat(mirror.zone.folderId(FOLDER.path())).isNotNull();
    }

    @Test
    void aTableNobodyKnowsIsNotMadeToBeRemoved() throws IOException {
        assertThat(mirror.lander().remove(TABLE)).isFalse();
        assertThat(mirror.heads.names()).isEmpty();
    }

    @Test
    void nobodyLandsADroppedTable() throws IOException {
        Lander running = mirror.lander();
        running.land(TABLE, log.window(0, 15));

        mirror.lander().remove(TABLE);

        assertThatThrownBy(() -> running.land(TABLE, log.window(15, 25))).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> running.land(TABLE, log.window(15, 25))).isInstanceOf(PoisonException.class);
        running.quarantine(TABLE, "another reason", "");
        assertThat(running.take(TABLE).status()).isEqualTo(Status.DROPPED);
        assertThat(mirror.zone.folderId(FOLDER.path())).isNull();
    }

    @Test
    void aNameThatAStatementDroppedAndThatIsThereAgainMayBeStopped() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        mirror.lander().drop(TABLE, 20, "it is gone");

        mirror.lander().quarantine(TABLE, "no key", "");
        mirror.lander().drop(TABLE, 20, "it is gone");

        assertThat(mirror.head().status()).isEqualTo(Status.QUARANTINED);
        assertThat(filesOfTable()).isEmpty();
    }

    /** Released, it would go on with the rows of before. */
    @Test
    void aTableWhoseRemovalIsNotFinishedIsNotStoppedInItsPlace() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(() -> mirror.landerThatDiesAt(Failpoints.AFTER_DROP).drop(TABLE, 20, "it is gone"))
                .hasMessage("dies");

        assertThat(mirror.lander().quarantine(TABLE, "no key", "")).isFalse();

        assertThat(mirror.head().status()).isEqualTo(Status.DROPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {Failpoints.AFTER_DROP, Failpoints.AFTER_STAGE_FILES, Failpoints.AFTER_FOLDER_GONE})
    void aRemovalThatDiedIsFinishedByTheNext(String place) throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(() -> mirror.landerThatDiesAt(place).remove(TABLE)).hasMessage("dies");
        assertThat(mirror.head().status()).isEqualTo(Status.DROPPED);

        assertThat(mirror.lander().remove(TABLE)).isTrue();

        assertThat(filesOfTable()).isEmpty();
        assertThat(mirror.head().progress().generation()).isEqualTo(2);
        assertThat(mirror.head().progress().folderId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {Failpoints.AFTER_DROP, Failpoints.AFTER_STAGE_FILES, Failpoints.AFTER_FOLDER_GONE})
    void aReleaseFinishesARemovalThatDiedBeforeItBeginsAgain(String place) throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(() -> mirror.landerThatDiesAt(place).remove(TABLE)).hasMessage("dies");

        assertThat(mirror.lander().release(TABLE)).isTrue();
        mirror.lander().land(TABLE, log.window(0, 25));

        TextFormat.Content file = TextFormat.Content.of(mirror.zone.read(FOLDER.file(1, "txt")));
        assertThat(file.rows()).isEqualTo(log.rows(0, 25));
        assertThat(file.provenance())
                .containsEntry(Provenance.GENERATION, "2")
                .containsEntry(Provenance.SEQ, "1")
                .containsEntry(Provenance.FROM, "0");
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void aTableThatIsLandedAgainIsReadFromTheBeginning() throws IOException {
        mirror.lander().remember(TABLE, Map.of("place", "5"));
        mirror.lander().remove(TABLE);

        mirror.lander().release(TABLE);

        assertThat(mirror.head().progress().hint()).doesNotContainKey("place");
    }

    @Test
    void whatWasPendingIsNeverPublishedAfterwards() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(
                        () -> mirror.landerThatDiesAt(Failpoints.AFTER_ASSIGN).land(TABLE, log.window(15, 25)))
                .hasMessage("dies");
        String stage = mirror.zone.filesBelow("_scratchPad").get(0);
        mirror.zone.delete(stage);
        mirror.zone.put(stage, new byte[] {1});
        assertThat(mirror.lander().take(TABLE).status()).isEqualTo(Status.QUARANTINED);

        mirror.lander().remove(TABLE);

        assertThat(mirror.zone.publish(stage, FOLDER.file(2, "txt"))).isEqualTo(LandingZone.Published.SOURCE_MISSING);
        assertThat(filesOfTable()).isEmpty();
    }

    private Lander lander(TableId target) {
        LanderOptions options = LanderOptions.of("test", "zone 1").withTarget(table -> target);
        return new Lander(mirror.zone, mirror.heads, new TextFormat(), options);
    }

    @Test
    void aTableThatCameTooLateForItsFolderLeavesItToTheOther() throws IOException {
        TableId late = new TableId("shop", "paper");
        Lander oneFolder = lander(TABLE);
        oneFolder.land(TABLE, log.window(0, 15));
        oneFolder.take(late);

        assertThat(oneFolder.remove(late)).isTrue();

        assertThat(oneFolder.heads())
                .extracting(Head::table, Head::status)
                .containsExactlyInAnyOrder(tuple(TABLE, Status.ACTIVE), tuple(late, Status.DROPPED));
        assertThat(mirror.zone.size(FOLDER.file(1, "txt"))).isPositive();
    }

    @Test
    void aTableWhoseFolderTheConfigurationNamesOtherwiseIsNotRemoved() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));

        assertThatThrownBy(() -> lander(new TableId("shop", "BOOK")).remove(TABLE))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("tables.shop.book.target");

        assertThat(mirror.head().seq()).isEqualTo(1);
    }

    @Test
    void theFolderOfATableWithoutFilesIsForgottenToo() throws IOException {
        mirror.lander().birth(TABLE, ChangeLog.SCHEMA);

        mirror.lander().remove(TABLE);

        assertThat(mirror.head().progress().folderId()).isNull();
    }

    @Test
    void aTableThatIsBornDeclaresItsKeyBeforeItsFirstFile() throws IOException {
        mirror.lander().birth(TABLE, ChangeLog.schema(TABLE, "isbn"));

        assertThat(mirror.head().shape().key()).containsExactly("isbn");
        assertThatThrownBy(() -> mirror.lander().land(TABLE, log.window(0, 15)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("the key was [isbn] and is now [id]");
    }
}
