package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1);

    private Lander lander() {
        return lander(Failpoints.NONE);
    }

    private Lander lander(Failpoints failpoints) {
        return new Lander(
                zone,
                heads,
                new TextFormat(),
                LanderOptions.of("test", "zone 1").withFailpoints(failpoints));
    }

    private static Failpoints diesAt(String place) {
        return name -> {
            if (name.equals(place)) {
                throw new IOException("dies");
            }
        };
    }

    private Head head() throws IOException {
        return lander().heads().get(0);
    }

    private List<String> filesOfTable() {
        return zone.filesBelow("").stream()
                .filter(path -> path.contains(FOLDER.path()))
                .toList();
    }

    @Test
    void theFolderGoesAndHeadSaysSo() throws IOException {
        lander().land(TABLE, log.window(0, 15));

        assertThat(lander().remove(TABLE)).isTrue();

        assertThat(filesOfTable()).isEmpty();
        assertThat(zone.folderId(FOLDER.path())).isNull();
        assertThat(head().status()).isEqualTo(Status.DROPPED);
        assertThat(head().seq()).isZero();
        assertThat(head().progress().rows()).isZero();
        assertThat(lander().audit().findings()).isEmpty();
    }

    @Test
    void aTableNobodyKnowsIsNotMadeToBeRemoved() throws IOException {
        assertThat(lander().remove(TABLE)).isFalse();
        assertThat(heads.names()).isEmpty();
    }

    @Test
    void nobodyLandsADroppedTable() throws IOException {
        Lander running = lander();
        running.land(TABLE, log.window(0, 15));

        lander().remove(TABLE);

        assertThatThrownBy(() -> running.land(TABLE, log.window(15, 25))).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> running.land(TABLE, log.window(15, 25))).isInstanceOf(PoisonException.class);
        running.quarantine(TABLE, "another reason", "");
        assertThat(running.take(TABLE).status()).isEqualTo(Status.DROPPED);
        assertThat(zone.folderId(FOLDER.path())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {Failpoints.AFTER_DROP, Failpoints.AFTER_STAGE_FILES, Failpoints.AFTER_FOLDER_GONE})
    void aRemovalThatDiedIsFinishedByTheNext(String place) throws IOException {
        lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(() -> lander(diesAt(place)).remove(TABLE)).hasMessage("dies");
        assertThat(head().status()).isEqualTo(Status.DROPPED);

        assertThat(lander().remove(TABLE)).isTrue();

        assertThat(filesOfTable()).isEmpty();
        assertThat(head().progress().generation()).isEqualTo(2);
        assertThat(head().progress().folderId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {Failpoints.AFTER_DROP, Failpoints.AFTER_STAGE_FILES, Failpoints.AFTER_FOLDER_GONE})
    void aReleaseFinishesARemovalThatDiedBeforeItBeginsAgain(String place) throws IOException {
        lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(() -> lander(diesAt(place)).remove(TABLE)).hasMessage("dies");

        assertThat(lander().release(TABLE)).isTrue();
        lander().land(TABLE, log.window(0, 25));

        TextFormat.Content file = TextFormat.Content.of(zone.read(FOLDER.file(1, "txt")));
        assertThat(file.rows()).isEqualTo(log.rows(0, 25));
        assertThat(file.provenance())
                .containsEntry(Provenance.GENERATION, "2")
                .containsEntry(Provenance.SEQ, "1")
                .containsEntry(Provenance.FROM, "0");
        assertThat(lander().audit().findings()).isEmpty();
    }

    @Test
    void whatWasPendingIsNeverPublishedAfterwards() throws IOException {
        lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(() -> lander(diesAt(Failpoints.AFTER_ASSIGN)).land(TABLE, log.window(15, 25)))
                .hasMessage("dies");
        String stage = zone.filesBelow("_scratchPad").get(0);
        zone.delete(stage);
        zone.put(stage, new byte[] {1});
        assertThat(lander().take(TABLE).status()).isEqualTo(Status.QUARANTINED);

        lander().remove(TABLE);

        assertThat(zone.publish(stage, FOLDER.file(2, "txt"))).isEqualTo(LandingZone.Published.SOURCE_MISSING);
        assertThat(filesOfTable()).isEmpty();
    }

    @Test
    void aTableThatCameTooLateForItsNameLeavesTheFolderOfTheOther() throws IOException {
        TableId late = new TableId("shop", "BOOK");
        lander().land(TABLE, log.window(0, 15));
        lander().take(late);

        assertThat(lander().remove(late)).isTrue();

        assertThat(lander().heads()).extracting(Head::status).containsExactly(Status.DROPPED, Status.ACTIVE);
        assertThat(zone.size(FOLDER.file(1, "txt"))).isPositive();
    }

    @Test
    void aTableThatIsBornDeclaresItsKeyBeforeItsFirstFile() throws IOException {
        lander().birth(TABLE, ChangeLog.schema(TABLE, "isbn"));

        assertThat(head().shape().key()).containsExactly("isbn");
        assertThatThrownBy(() -> lander().land(TABLE, log.window(0, 15)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("the key was [isbn] and is now [id]");
    }
}
