package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever takes a table compares its folder with HEAD before anything else, whether or not a file is pending. */
class FoldersAreComparedAtEveryTakeoverTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryMirror mirror = new MemoryMirror();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1);

    private void expectStopped(String reason) throws IOException {
        Head head = mirror.lander().take(TABLE);
        assertThat(head.status()).isEqualTo(Status.QUARANTINED);
        assertThat(head.standing().reason()).contains(reason);
    }

    @Test
    void aMissingNewestFileStopsATableOfWhichNothingIsPending() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25, () -> 1, ChangeLog.Trouble.NONE));
        assertThat(mirror.lander().take(TABLE).progress().pending()).isNull();
        mirror.zone.delete(FOLDER.file(2, "txt"));

        expectStopped("newest file in the landing folder is number 1 and HEAD says number 2");
    }

    @Test
    void aFolderThatIsGoneStopsATableWithoutFiles() throws IOException {
        mirror.lander().birth(TABLE, ChangeLog.SCHEMA);
        mirror.zone.deleteFolder(FOLDER.path());

        expectStopped("the landing folder is gone");
    }

    @Test
    void aFolderMadeAgainGetsNoFileThatIsPending() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        assertThatThrownBy(
                        () -> mirror.landerThatDiesAt(Failpoints.AFTER_ASSIGN).land(TABLE, log.window(15, 25)))
                .hasMessage("dies");
        mirror.zone.deleteFolder(FOLDER.path());
        mirror.zone.createFolder(FOLDER.path(), Map.of());

        expectStopped("the landing folder is not the one HEAD knows");
        assertThat(mirror.zone.size(FOLDER.file(2, "txt"))).isEqualTo(-1);
    }

    @Test
    void aStoppedTableIsLeftAsItIs() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 15));
        mirror.lander().quarantine(TABLE, "the operator wants a look", "");
        Head stopped = mirror.head();

        mirror.lander().take(TABLE);

        assertThat(mirror.head()).isEqualTo(stopped);
    }

    @Test
    void aTableThatCameTooLateForItsNameIsStoppedAgainByTheProcessThatReleasesIt() throws IOException {
        TableId late = new TableId("shop", "BOOK");
        mirror.lander().land(TABLE, log.window(0, 15));
        Lander lander = mirror.lander();
        lander.take(late);

        lander.release(late);

        assertThat(lander.take(late).status()).isEqualTo(Status.QUARANTINED);
    }
}
