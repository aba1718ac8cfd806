package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.LandingZoneContract;
import java.io.IOException;
import java.nio.file.Path;
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
