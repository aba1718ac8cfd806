package io.tidbmirror.land;

import java.io.IOException;

/** Processes of a mirror that lands one table in memory. */
final class MemoryMirror {
    final MemoryLandingZone zone = new MemoryLandingZone();
    final MemoryHeadStore heads = new MemoryHeadStore();

    /** A process. */
    Lander lander() {
        return lander(Failpoints.NONE);
    }

    /** A process that dies at a place. */
    Lander landerThatDiesAt(String place) {
        return lander(name -> {
            if (name.equals(place)) {
                throw new IOException("dies");
            }
        });
    }

    Lander lander(Failpoints failpoints) {
        return new Lander(
                zone,
                heads,
                new TextFormat(),
                LanderOptions.of("test", "zone 1").withFailpoints(failpoints));
    }

    /** HEAD of the table. */
    Head head() throws IOException {
        return lander().heads().get(0);
    }
}
