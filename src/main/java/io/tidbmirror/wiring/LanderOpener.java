package io.tidbmirror.wiring;

import io.tidbmirror.land.AuditReport;
import io.tidbmirror.land.Failpoints;
import io.tidbmirror.land.Finding;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Heads;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.LanderOptions;
import io.tidbmirror.land.LandingObserver;
import io.tidbmirror.land.Probe;
import io.tidbmirror.land.WriterThreads;
import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.ParquetFormat;
import io.tidbmirror.wiring.settings.LandingSettings;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/** Opens the landing zone and the state of tables that settings name. */
public final class LanderOpener {
    /** Most of the heap that writing a large file takes: a row group, the dictionaries of its columns, rows on their way. */
    private static final long LARGE_FILE_BYTES = 48 << 20;

    /** What everything else takes. */
    private static final long REST_BYTES = 64 << 20;

    /** Of all landing zones of this process, since they share its heap. */
    private static final Semaphore LARGE_FILES =
            WriterThreads.permits(largeFiles(Runtime.getRuntime().maxMemory()));

    private LanderOpener() {}

    /** A lander for the configured zone. Makes its folders if they are absent. */
    public static Lander open(Settings settings) throws IOException {
        return open(settings, LandingObserver.NONE);
    }

    static Lander open(Settings settings, LandingObserver observer) throws IOException {
        LandingSettings landing = settings.landing();
        return new Lander(
                Stores.zone(settings),
                Stores.heads(settings),
                format(landing),
                LanderOptions.of(owner(), fingerprint(landing))
                        .withTarget(settings.tables()::target)
                        .withFailpoints(failpoints())
                        .withObserver(observer)
                        .withWriters(writers(landing)));
    }

    /** Threads beside those that land tables, only while processors would be idle otherwise; they end when idle. */
    private static WriterThreads writers(LandingSettings landing) {
        int most = Math.min(landing.threads(), Runtime.getRuntime().availableProcessors());
        ThreadFactory daemons = writer -> {
            Thread thread = new Thread(writer, "landing-writer");
            thread.setDaemon(true);
            return thread;
        };
        return new WriterThreads(Executors.newCachedThreadPool(daemons), most, LARGE_FILES);
    }

    private static int largeFiles(long heap) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (heap - REST_BYTES) / LARGE_FILE_BYTES));
    }

    /** What the storage of landing zone and state proves of itself. */
    public static List<Probe.Proof> probe(Settings settings) throws IOException {
        return new Probe(Stores.zone(settings), Stores.heads(settings)).run();
    }

    /**
     * Refuses to go on where remote storage does not do what the protocol rests on.
     *
     * @throws io.tidbmirror.change.FatalException if it ignores a condition
     */
    static void requireProven(Settings settings) throws IOException {
        LandingSettings landing = settings.landing();
        if (!landing.zone().isFolder() || !landing.stateLocation().isFolder()) {
            new Probe(Stores.zone(settings), Stores.heads(settings)).require();
        }
    }

    /** The state of all tables in name order; empty if nothing has landed yet. Writes nothing. */
    public static List<Head> heads(Settings settings) throws IOException {
        return isAbsent(settings.landing().stateLocation()) ? List.of() : Heads.in(Stores.heads(settings));
    }

    /** Compares the zone with the state of all tables. Writes nothing, not even folders that are absent. */
    public static AuditReport audit(Settings settings) throws IOException {
        LandingSettings landing = settings.landing();
        List<Head> heads = heads(settings);
        if (isAbsent(landing.zone())) {
            return new AuditReport(heads.size(), 0, 0, goneWith(heads, landing));
        }
        if (isAbsent(landing.stateLocation())) {
            return new AuditReport(0, 0, 0, stateless(settings));
        }
        return open(settings).audit();
    }

    /** Whether a local folder is not there for certain; to open it would make it. */
    private static boolean isAbsent(Location location) {
        return location.isFolder() && Files.notExists(location.folder());
    }

    private static List<Finding> goneWith(List<Head> heads, LandingSettings landing) {
        return heads.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        null,
                        landing.zone().toString(),
                        "the landing zone is gone and " + landing.stateLocation() + " knows " + heads.size()
                                + " tables",
                        "check landing.zone and landing.state, or put the landing zone back"));
    }

    private static List<Finding> stateless(Settings settings) throws IOException {
        LandingSettings landing = settings.landing();
        return Stores.zone(settings).list("").stream()
                        .allMatch(entry -> entry.name().startsWith("_"))
                ? List.of()
                : List.of(new Finding(
                        null,
                        landing.zone().toString(),
                        "it holds tables and there is no state in " + landing.stateLocation(),
                        "check landing.state, or put the state back"));
    }

    static LandingFormat format(LandingSettings landing) {
        return switch (landing.format()) {
            case PARQUET -> new ParquetFormat(landing.compression());
            case CSV -> new DelimitedFormat();
        };
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
