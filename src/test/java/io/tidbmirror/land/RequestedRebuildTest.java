package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.HeadStore.Versioned;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator wants a landing folder to be built again, whatever became of it. */
class RequestedRebuildTest extends RebuiltTable {
    @ParameterizedTest
    @ValueSource(
            strings = {
                Failpoints.AFTER_READ,
                Failpoints.AFTER_REBUILD,
                Failpoints.AFTER_REPLACEMENT_FILE,
                Failpoints.AFTER_OLD_FOLDER,
                Failpoints.AFTER_SWAP,
                Failpoints.BEFORE_ACTIVE,
                "none"
            })
    void whatTheOperatorWantsIsBuiltAgainWhereverAProcessDies(String place) throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        goOn(mirror.lander());
        Lander running = mirror.lander();
        running.take(TABLE);

        assertThat(mirror.lander().rebuild(TABLE)).isTrue();
        assertThat(mirror.lander().rebuild(TABLE)).as("twice is once").isTrue();
        assertThat(mirror.head().base()).isEqualTo(~BASE.version());
        assertThatThrownBy(() -> running.land(TABLE, log.window(45, 50))).isInstanceOf(IOException.class);
        assertThat(landed()).as("what is landed stays").isEqualTo(log.rows(0, 45));
        if (!place.equals("none")) {
            assertThatThrownBy(() -> goOn(mirror.landerThatDiesAt(place))).hasMessage("dies");
        }
        goOn(mirror.lander());

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.head().progress().generation()).isEqualTo(3);
        assertThat(mirror.head().base()).isEqualTo(BASE.version());
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void theFolderStaysUntilItsReplacementCoversWhatItDoes() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        goOn(mirror.lander());
        mirror.lander().rebuild(TABLE);

        Lander lander = mirror.lander();
        lander.land(TABLE, log.based(BASE, 0, 31, () -> 9));
        assertThat(landed()).isEqualTo(log.rows(0, 45));
        lander.land(TABLE, log.based(BASE, 31, 45, () -> 9));

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.head().progress().generation()).isEqualTo(3);
        assertThat(mirror.head().covered()).isEqualTo(ChangeLog.covered(45));
    }

    @ParameterizedTest
    @ValueSource(strings = {Failpoints.AFTER_REBUILD, Failpoints.AFTER_REPLACEMENT_FILE, "none"})
    void aTableWhoseFolderIsDamagedIsBuiltAgainOnRequest(String place) throws IOException {
        mirror.lander().land(TABLE, log.based(BASE, 0, 45, () -> 1));
        mirror.zone.delete(FOLDER.file(mirror.head().seq(), "txt"));
        assertThat(mirror.lander().take(TABLE).standing().reason()).contains("table rebuild");

        assertThat(mirror.lander().rebuild(TABLE)).isTrue();
        if (!place.equals("none")) {
            assertThatThrownBy(() -> goOn(mirror.landerThatDiesAt(place))).hasMessage("dies");
        }
        goOn(mirror.lander());

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    /** HEAD and landing zone are of different days: a backup was put back. */
    @ParameterizedTest
    @ValueSource(strings = {"before the folder was built", "before the table was made"})
    void aFolderThatIsNewerThanHeadIsBuiltAgainOnRequest(String restored) throws IOException {
        String name = FOLDER.headName();
        mirror.lander().land(TABLE, log.window(0, 25));
        Versioned old = mirror.heads.read(name);
        goOn(mirror.lander());
        mirror.heads.delete(name);
        if (restored.equals("before the folder was built")) {
            mirror.heads.replace(name, null, old.bytes());
        }
        assertThatThrownBy(() -> goOn(mirror.lander())).isInstanceOf(PoisonException.class);

        assertThat(mirror.lander().rebuild(TABLE)).isTrue();
        assertThat(landed()).as("what is landed stays").isEqualTo(log.rows(0, 45));
        goOn(mirror.lander());

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(mirror.lander().audit().findings()).isEmpty();
    }

    @Test
    void aWishThatCannotBeMetIsGivenUpByTheNextRelease() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        goOn(mirror.lander());
        mirror.lander().rebuild(TABLE);
        mirror.lander().quarantine(TABLE, "there is no source", "");

        mirror.lander().release(TABLE);

        assertThat(mirror.head().base()).isEqualTo(BASE.version());
        mirror.lander().land(TABLE, log.based(BASE, 45, 50, () -> 1));
        assertThat(landed()).isEqualTo(log.rows(0, 50));
    }

    @Test
    void aQuarantinedTableIsReleasedToBeBuiltAgainAndOneBeingBuiltIsLeftAlone() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        mirror.lander().quarantine(TABLE, "a statement", "");
        assertThat(mirror.lander().rebuild(TABLE)).isTrue();
        assertThat(mirror.head().isActive()).isTrue();

        mirror.lander().land(TABLE, log.based(BASE, 0, 15, () -> 1));
        assertThat(mirror.lander().rebuild(TABLE)).as("being built").isFalse();
        goOn(mirror.lander());
        mirror.lander().remove(TABLE);
        assertThat(mirror.lander().rebuild(TABLE)).as("removed").isFalse();
    }

    @Test
    void aTableThatCameTooLateForItsFolderDoesNotReplaceTheFolderOfTheOther() throws IOException {
        TableId late = new TableId("shop", "paper");
        LanderOptions oneFolder = LanderOptions.of("test", "zone 1").withTarget(table -> TABLE);
        Lander lander = new Lander(mirror.zone, mirror.heads, new TextFormat(), oneFolder);
        lander.land(TABLE, log.window(0, 25));
        assertThat(lander.take(late).status()).isEqualTo(Head.Status.QUARANTINED);

        assertThat(lander.rebuild(late)).isTrue();

        assertThat(lander.heads())
                .extracting(head -> head.progress().folderId() != null)
                .containsExactly(true, false);
    }

    @Test
    void aTableThatIsRemovedMeanwhileStaysRemoved() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        HeadStore removedBetweenTwoReads = new ForwardingHeads(mirror.heads) {
            private int reads;

            @Override
            public @Nullable Versioned read(String name) throws IOException {
                if (++reads == 2) {
                    mirror.lander().remove(TABLE);
                }
                return super.read(name);
            }
        };
        Lander lander =
                new Lander(mirror.zone, removedBetweenTwoReads, new TextFormat(), LanderOptions.of("test", "zone 1"));

        assertThat(lander.rebuild(TABLE)).isFalse();

        assertThat(mirror.head().status()).isEqualTo(Head.Status.DROPPED);
    }
}
