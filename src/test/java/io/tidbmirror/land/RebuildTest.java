package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table is landed up to 25, then built again on version 30, and goes on above it. */
class RebuildTest extends RebuiltTable {
    @Test
    void theFolderIsReplacedByTheLogUpToTheBaseAndGoesOnAboveIt() throws IOException {
        Lander lander = mirror.lander();
        lander.land(TABLE, log.window(0, 25));
        String folder = mirror.zone.folderId(FOLDER.path());

        goOn(lander);

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.zone.folderId(FOLDER.path())).isNotEqualTo(folder);
        assertThat(mirror.head().status()).isEqualTo(Status.ACTIVE);
        assertThat(mirror.head().progress().generation()).isEqualTo(2);
        assertThat(mirror.head().covered()).isEqualTo(Covered.below(45));
        assertThat(mirror.head().seq()).isEqualTo(4);
        assertThat(lander.audit().findings()).isEmpty();
        assertThat(mirror.zone.filesBelow("_scratchPad")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Failpoints.AFTER_REBUILD,
                Failpoints.BEFORE_STAGE,
                Failpoints.AFTER_STAGE,
                Failpoints.AFTER_REPLACEMENT_FILE,
                Failpoints.BEFORE_SWAP,
                Failpoints.AFTER_OLD_FOLDER,
                Failpoints.AFTER_NEW_FOLDER,
                Failpoints.AFTER_SWAP,
                Failpoints.AFTER_ASSIGN,
                Failpoints.AFTER_PUBLISH,
                Failpoints.BEFORE_ACTIVE
            })
    void aRebuildThatDiedAtAnyStepIsFinishedByTheNextProcess(String place) throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        assertThatThrownBy(() -> goOn(mirror.landerThatDiesAt(place))).hasMessage("dies");
        assertThat(mirror.head().status()).as("after %s", place).isIn(Status.REBUILDING, Status.ACTIVE);
        assertThat(mirror.lander().audit().findings()).as("after %s", place).isEmpty();

        goOn(mirror.lander());

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.head().status()).isEqualTo(Status.ACTIVE);
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void nothingIsDeletedBeforeTheWholeReplacementIsStaged() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        mirror.lander().land(TABLE, log.based(BASE, 0, 25, () -> 1));

        assertThat(landed()).isEqualTo(log.rows(0, 25));
        assertThat(mirror.head().status()).isEqualTo(Status.REBUILDING);
        assertThat(mirror.head().standing().reason()).isEqualTo(BASE.reason());
        assertThat(mirror.head().position()).isEqualTo(Covered.below(25));
        assertThat(mirror.head().covered()).isEqualTo(Covered.below(25));
        assertThat(mirror.head().progress().generation()).isEqualTo(1);
        long epoch = mirror.head().tenure().epoch();
        assertThat(mirror.zone.filesBelow("_scratchPad"))
                .isNotEmpty()
                .as("what a janitor of before may not delete")
                .allMatch(path -> path.contains("/generation-2/" + epoch + "/"));
    }

    @Test
    void aWindowOnAnEarlierBaseReplacesNothing() throws IOException {
        mirror.lander().land(TABLE, log.based(BASE, 0, 31, () -> 1));
        Base earlier = new Base(20, "a statement of before");

        assertThatThrownBy(() -> mirror.lander().land(TABLE, log.based(earlier, 0, 31, () -> 1)))
                .isInstanceOf(StaleWindowException.class);

        assertThat(mirror.head().isActive()).isTrue();
        assertThat(mirror.head().base()).isEqualTo(30);
    }

    @Test
    void aBaseWithoutRowsIsOneFileWithoutRows() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));

        mirror.lander().land(TABLE, new ChangeLog().based(BASE, 0, 31, () -> 1));

        assertThat(landed()).isEmpty();
        assertThat(mirror.head().seq()).isEqualTo(1);
        assertThat(mirror.head().progress().rows()).isZero();
        assertThat(mirror.head().covered()).isEqualTo(Covered.below(31));
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void aFileOfAReplacementBeginsWhereTheOneBeforeItEnds() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));

        mirror.lander().land(TABLE, log.based(BASE, 0, 12, () -> 1));
        mirror.lander().land(TABLE, log.based(BASE, 12, 18, () -> 1));
        mirror.lander().land(TABLE, log.based(BASE, 18, 31, () -> 1));

        assertThat(landed()).isEqualTo(log.rows(0, 31));
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void aReplacementThatEndsWithoutRowsCoversAllThatItWasReadTo() throws IOException {
        ChangeLog quiet = new ChangeLog().commit(10, 2);
        mirror.lander().land(TABLE, quiet.window(0, 25));

        mirror.lander().land(TABLE, quiet.based(BASE, 0, 25, () -> 1));
        mirror.lander().land(TABLE, quiet.based(BASE, 25, 31, () -> 1));

        assertThat(landed()).isEqualTo(quiet.rows(0, 31));
        assertThat(mirror.head().covered()).isEqualTo(Covered.below(31));
    }

    @Test
    void aTableWithoutFilesIsBuiltInPlace() throws IOException {
        mirror.lander().land(TABLE, log.based(BASE, 0, 31, () -> 1));

        assertThat(landed()).isEqualTo(log.rows(0, 31));
        assertThat(mirror.head().progress().generation()).isEqualTo(1);
        assertThat(mirror.head().base()).isEqualTo(30);
    }

    @Test
    void aTableDroppedByAStatementBeginsAgainOnALaterBaseOnly() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        assertThat(mirror.lander().drop(TABLE, 26, "dropped")).isTrue();
        assertThat(mirror.zone.folderId(FOLDER.path())).isNull();
        assertThat(mirror.head().isDroppedByStatement()).isTrue();
        assertThatThrownBy(() -> mirror.lander().land(TABLE, log.window(0, 25))).isInstanceOf(PoisonException.class);
        Base ofBefore = new Base(26, "a statement of before");
        assertThatThrownBy(() -> mirror.lander().land(TABLE, log.based(ofBefore, 0, 25, () -> 1)))
                .isInstanceOf(PoisonException.class);

        goOn(mirror.lander());

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.head().progress().generation()).isEqualTo(2);
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void aTableTheOperatorRemovedDoesNotBeginAgain() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        mirror.lander().remove(TABLE);
        mirror.lander().drop(TABLE, 26, "dropped in TiDB too");

        assertThatThrownBy(() -> mirror.lander().land(TABLE, log.based(BASE, 0, 31, () -> 1)))
                .isInstanceOf(PoisonException.class);
    }

    @Test
    void aQuarantineBeforeEverythingIsStagedGivesTheRebuildUpWhenItIsReleased() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        Lander lander = mirror.lander();
        lander.land(TABLE, log.based(BASE, 0, 15, () -> 1));
        lander.quarantine(TABLE, "a row that cannot be converted", "");
        assertThat(landed()).isEqualTo(log.rows(0, 25));

        lander.release(TABLE);
        assertThat(mirror.head().isActive()).isTrue();
        lander.land(TABLE, log.window(25, 31));

        assertThat(landed()).isEqualTo(log.rows(0, 31));
        assertThat(lander.audit().findings()).isEmpty();
    }

    @Test
    void whatIsStagedForARebuildThatIsGivenUpIsDeletedByWhoeverTakesTheTable() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        Lander lander = mirror.lander();
        lander.land(TABLE, log.based(BASE, 0, 15, () -> 1));
        lander.take(TABLE);
        assertThat(mirror.zone.filesBelow("_scratchPad")).as("what goes on").hasSize(1);
        lander.quarantine(TABLE, "a row that cannot be converted", "");
        lander.release(TABLE);

        mirror.lander().land(TABLE, log.window(25, 31));

        assertThat(landed()).isEqualTo(log.rows(0, 31));
        assertThat(mirror.zone.filesBelow("_scratchPad")).isEmpty();
    }

    @Test
    void whatIsStagedForARebuildIsLeftToWhoeverGoesOnWithIt() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        mirror.lander().land(TABLE, log.based(BASE, 0, 15, () -> 1));

        mirror.lander().take(TABLE);

        assertThat(mirror.zone.filesBelow("_scratchPad")).hasSize(1);
        goOn(mirror.lander());
        assertThat(landed()).isEqualTo(log.rows(0, 45));
    }

    @Test
    void filesOfSomebodyElseInTheNewFolderQuarantineTheTable() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        assertThatThrownBy(() -> goOn(mirror.landerThatDiesAt(Failpoints.AFTER_OLD_FOLDER)))
                .hasMessage("dies");
        mirror.zone.createFolder(FOLDER.path(), Map.of());
        mirror.zone.put(FOLDER.file(7, "txt"), new byte[0]);

        assertThatThrownBy(() -> goOn(mirror.lander())).isInstanceOf(PoisonException.class);
        assertThat(mirror.head().status()).isEqualTo(Status.QUARANTINED);

        mirror.zone.delete(FOLDER.file(7, "txt"));
        mirror.lander().release(TABLE);
        goOn(mirror.lander());
        assertThat(landed()).isEqualTo(log.rows(0, 45));
    }
}
