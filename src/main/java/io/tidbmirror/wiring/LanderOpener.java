package io.tidbmirror.wiring;

import io.tidbmirror.land.Failpoints;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Heads;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.LanderOptions;
import io.tidbmirror.land.format.ParquetFormat;
import io.tidbmirror.local.LocalHeadStore;
import io.tidbmirror.local.LocalLandingZone;
import io.tidbmirror.wiring.settings.LandingSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Opens the landing zone and the state of tables that settings name. */
public final class LanderOpener {
    private LanderOpener() {}

    /** A lander for the configured zone. Makes its folders if they are absent. */
    public static Lander open(Settings settings) throws IOException {
        LandingSettings landing = settings.landing();
        return new Lander(
                new LocalLandingZone(landing.zoneFolder()),
                new LocalHeadStore(landing.stateFolder()),
                new ParquetFormat(landing.compression()),
                LanderOptions.of(owner(), fingerprint(landing))
                        .withTarget(settings.tables()::target)
                        .withFailpoints(failpoints()));
    }

    /** The state of all tables in name order; empty if nothing has landed yet. Writes nothing. */
    public static List<Head> heads(Settings settings) throws IOException {
        Path folder = settings.landing().stateFolder();
        return Files.isDirectory(folder) ? Heads.in(new LocalHeadStore(folder)) : List.of();
    }

    /**
     * What must stay the same while a zone lives: the format of its files. Not the path, since a volume may be mounted
     * elsewhere; a wrong zone shows in the identity of its folders.
     */
    private static String fingerprint(LandingSettings landing) {
        return landing.format().name().toLowerCase(Locale.ROOT);
    }

    /** Pauses for tests that kill the process; nothing unless the property is set. */
    private static Failpoints failpoints() {
        return Failpoints.pauses(System.getProperty("tidbmirror.failpoints", ""));
    }

    private static String owner() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException nameless) {
            return "pid:" + ProcessHandle.current().pid();
        }
    }
}
