package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.LandingZoneContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLandingZoneTest extends LandingZoneContract {
    @TempDir
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
}
