package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.local.ForkedJvm;
import io.tidbmirror.local.LocalLandingZone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process on the local adapters is killed at one place of the protocol after the other; each time the next one goes on. */
class KilledAtEveryFailpointTest {
    private static final List<String> FAILPOINTS = List.of(
            Failpoints.BEFORE_FOLDER,
            Failpoints.AFTER_FOLDER,
            Failpoints.AFTER_METADATA,
            Failpoints.BEFORE_STAGE,
            Failpoints.AFTER_STAGE,
            Failpoints.AFTER_ASSIGN,
            Failpoints.AFTER_READ,
            Failpoints.AFTER_ROLL_FORWARD,
            Failpoints.AFTER_FENCE,
            Failpoints.AFTER_PUBLISH);

    @TempDir
    private Path folder;

    @Test
    void everyRowLandsOnce() throws IOException, InterruptedException {
        for (String failpoint : FAILPOINTS) {
            killAt(failpoint);
            List<String> landed = landed();
            assertThat(landed)
                    .as("after a kill at %s", failpoint)
                    .isEqualTo(HeldLanding.log().rows(0, HeldLanding.END).subList(0, landed.size()));
        }
        HeldLanding.land(HeldLanding.lander(folder, Failpoints.NONE));

        assertThat(landed()).isEqualTo(HeldLanding.log().rows(0, HeldLanding.END));
        LocalLandingZone zone = new LocalLandingZone(folder.resolve("zone"));
        TableFolder table = TableFolder.of(ChangeLog.TABLE);
        long epoch = HeldLanding.lander(folder, Failpoints.NONE)
                .heads()
                .get(0)
                .tenure()
                .epoch();
        assertThat(zone.list(table.stageRoot()))
                .as("the janitor left nothing of earlier epochs")
                .extracting(LandingZone.Entry::name)
                .containsExactly(Long.toString(epoch));
    }

    private void killAt(String failpoint) throws IOException, InterruptedException {
        try (ForkedJvm process = ForkedJvm.start(HeldLanding.class, folder.toString(), failpoint)) {
            assertThat(process.line()).as("reached %s", failpoint).isEqualTo("held");
            process.kill();
            assertThat(process.exitCode()).isEqualTo(137);
        }
    }

    private List<String> landed() throws IOException {
        LocalLandingZone zone = new LocalLandingZone(folder.resolve("zone"));
        TableFolder table = TableFolder.of(ChangeLog.TABLE);
        List<String> rows = new ArrayList<>();
        byte[] file = zone.read(table.file(1, "txt"));
        for (long seq = 1; file != null; file = zone.read(table.file(++seq, "txt"))) {
            rows.addAll(TextFormat.Content.of(file).rows());
        }
        return rows;
    }
}
