package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.LandingZoneContract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class LocalLandingZoneTest extends LandingZoneContract {
    @TempDir(factory = TempDirFactory.Standard.class)
    private Path folder;

    /** A new adapter for every call: what counts is on disk. */
    @Override
    protected LandingZone zone() throws IOException {
        return new LocalLandingZone(folder.resolve("zone"));
    }

    @Test
    void pathsThatLeaveTheZoneAreRefused() {
        assertThatThrownBy(() -> zone().read("../secret")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zone().delete("a/../../secret")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zone().deleteFolder("")).isInstanceOf(IllegalArgumentException.class);
    }

    /** As a power failure leaves it on a file system that does not write both folders of a rename at once. */
    @Test
    void aPublishedFileThatHasItsOldNameTooIsPublishedAndLosesIt() throws IOException {
        zone().createFolder("t", Map.of());
        try (OutputStream out = zone().stage("_scratchPad/t/1/a")) {
            out.write(9);
        }
        Files.createLink(folder.resolve("zone/t/1"), folder.resolve("zone/_scratchPad/t/1/a"));

        assertThat(zone().publish("_scratchPad/t/1/a", "t/1")).isEqualTo(LandingZone.Published.DONE);
        assertThat(zone().size("_scratchPad/t/1/a")).isEqualTo(-1);
        assertThat(zone().read("t/1")).containsExactly(9);
    }

    @Test
    void aTemporaryNameThatIsLeftOfASmallFileDoesNotHarmIt() throws IOException {
        zone().createFolder("t", Map.of("_metadata.json", new byte[] {1}));
        Path temporary = folder.resolve("zone/_scratchPad/_locks/t.lock.tmp");
        Files.createLink(temporary, folder.resolve("zone/t/_metadata.json"));

        assertThat(zone().createIfAbsent("t/b", new byte[] {2})).isTrue();
        assertThat(zone().read("t/_metadata.json")).containsExactly(1);
    }

    @Test
    void aZoneThatWasDeletedInBetweenIsMadeAgain() throws IOException {
        assertThat(zone().createIfAbsent("_partnerEvents.json", new byte[] {1})).isTrue();
        zone().deleteFolder("_scratchPad");
        zone().delete("_partnerEvents.json");

        assertThat(zone().createIfAbsent("_partnerEvents.json", new byte[] {2})).isTrue();
        assertThat(zone().createIfAbsent("_partnerEvents.json", new byte[] {3})).isFalse();
        assertThat(zone().read("_partnerEvents.json")).containsExactly(2);
    }
}
