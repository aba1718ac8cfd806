package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.local.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed at one place of the protocol after the other; each time the next one goes on. */
class KilledAtEveryFailpointTest {
    private static final List<String> FAILPOINTS = List.of(
            Failpoints.BEFORE_FOLDER,
            Failpoints.AFTER_FOLDER,
            Failpoints.BEFORE_STAGE,
            Failpoints.AFTER_STAGE,
            Failpoints.AFTER_ASSIGN,
            Failpoints.AFTER_READ,
            Failpoints.AFTER_ROLL_FORWARD,
            Failpoints.AFTER_FENCE,
            Failpoints.AFTER_PUBLISH);

    /** Those that the adapters have a part in; each costs the start of a process with the Azure SDK. */
    private static final List<String> REMOTE_FAILPOINTS = List.of(
            Failpoints.AFTER_FOLDER,
            Failpoints.AFTER_STAGE,
            Failpoints.AFTER_ASSIGN,
            Failpoints.AFTER_ROLL_FORWARD,
            Failpoints.AFTER_PUBLISH);

    /** In the order in which a rebuild comes to them, since each kill goes on from the one before. */
    private static final List<String> REBUILD = List.of(
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
            Failpoints.BEFORE_ACTIVE);

    @TempDir
    private Path folder;

    @Test
    void everyRowLandsOnceInFolders() throws IOException, InterruptedException {
        everyRowLandsOnce(FAILPOINTS, List.of(folder.toString()));
    }

    @Test
    void everyRowLandsOnceInRemoteStores() throws IOException, InterruptedException {
        try (OneLakeEndpoint endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder))) {
            everyRowLandsOnce(REMOTE_FAILPOINTS, Servers.remotePlace(endpoint));
        }
    }

    private static void everyRowLandsOnce(List<String> failpoints, List<String> place)
            throws IOException, InterruptedException {
        LandingZone zone = Servers.at(place).zone();
        for (String failpoint : failpoints) {
            killAt(failpoint, place);
            List<String> landed = landed(zone);
            assertThat(landed)
                    .as("after a kill at %s", failpoint)
                    .isEqualTo(HeldLanding.log().rows(0, HeldLanding.END).subList(0, landed.size()));
        }
        HeldLanding.land(HeldLanding.lander(Servers.at(place), Failpoints.NONE));

        assertThat(landed(zone)).isEqualTo(HeldLanding.log().rows(0, HeldLanding.END));
        TableFolder table = TableFolder.of(ChangeLog.TABLE);
        long epoch = HeldLanding.lander(Servers.at(place), Failpoints.NONE)
                .heads()
                .get(0)
                .tenure()
                .epoch();
        assertThat(zone.list(table.stageRoot()))
                .as("the janitor left nothing of earlier epochs")
                .extracting(LandingZone.Entry::name)
                .containsExactly(Long.toString(epoch));
    }

    @Test
    void aRebuildEndsAndNothingIsMissing() throws IOException, InterruptedException {
        List<String> place = List.of(folder.toString());
        Lander lander = HeldLanding.lander(Servers.at(place), Failpoints.NONE);
        HeldLanding.land(lander);
        for (String failpoint : REBUILD) {
            killAt(HeldLanding.REBUILD + failpoint, place);
            assertThat(lander.audit().findings())
                    .as("after a kill at %s", failpoint)
                    .isEmpty();
        }
        HeldLanding.rebuild(HeldLanding.lander(Servers.at(place), Failpoints.NONE));

        assertThat(landed(Servers.at(place).zone())).isEqualTo(HeldLanding.log().rows(0, HeldLanding.END));
        assertThat(lander.heads().get(0).progress().generation()).isEqualTo(2);
        assertThat(lander.audit().findings()).isEmpty();
    }

    private static void killAt(String failpoint, List<String> place) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(failpoint));
        arguments.addAll(place);
        try (ForkedJvm process = ForkedJvm.start(HeldLanding.class, arguments.toArray(String[]::new))) {
            assertThat(process.line()).as("reached %s", failpoint).isEqualTo("held");
            process.kill();
            assertThat(process.exitCode()).isEqualTo(137);
        }
    }

    private static List<String> landed(LandingZone zone) throws IOException {
        TableFolder table = TableFolder.of(ChangeLog.TABLE);
        List<String> rows = new ArrayList<>();
        byte[] file = zone.read(table.file(1, "txt"));
        for (long seq = 1; file != null; file = zone.read(table.file(++seq, "txt"))) {
            rows.addAll(TextFormat.Content.of(file).rows());
        }
        return rows;
    }
}
