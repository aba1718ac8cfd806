package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.endtoend.ZoneState.TableState;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.oracle.LandedFile;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, killed by SIGKILL at random times while it lands a few hundred files, and started again until all is
 * landed. {@code -Dkill-loop.kills=N}, {@code -Dkill-loop.remote-kills=N} and {@code -Dkill-loop.seed=N} change the numbers of
 * kills and repeat a run.
 */
class KillLoopTest {

    private static final int TABLES = 4;
    private static final int COMMITS = 110;
    private static final long VERSION = 440_000_000_000_000_000L;
    private static final int KILLS = Integer.getInteger("kill-loop.kills", 24);
    private static final int REMOTE_KILLS = Integer.getInteger("kill-loop.remote-kills", 6);
    private static final String SLOWLY = "-Dtidbmirror.failpoints=before-stage=5,after-stage=40,after-assign=40,"
            + "after-publish=40,after-read=25,after-roll-forward=25,after-fence=25";
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    /** What a kill left behind. */
    private enum Left {
        STAGE_ONLY,
        PENDING_UNPUBLISHED,
        PUBLISHED_UNACKNOWLEDGED,
        DURING_RECOVERY
    }

    @TempDir
    Path folder;

    private final long seed = Long.getLong("kill-loop.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Left, Integer> met = new EnumMap<>(Left.class);

    @BeforeEach
    void writeTheChangefeed() throws IOException {
        FeedWriter feed = new FeedWriter(folder.resolve("feed"));
        for (int t = 0; t < TABLES; t++) {
            FeedTable table = feed.create(
                    "shop",
                    "t" + t,
                    VERSION + t,
                    "CREATE TABLE `t" + t + "` (`id` BIGINT PRIMARY KEY,`v` VARCHAR(40))",
                    List.of(FeedColumn.key("id", "BIGINT"), FeedColumn.of("v", "VARCHAR", "40")));
            for (int file = 0; file < 10; file++) {
                try (FeedFile out = table.next()) {
                    writeCommits(out, t, file * COMMITS / 10, (file + 1) * COMMITS / 10);
                }
            }
        }
        feed.checkpoint(VERSION + 1_000_000L * (COMMITS + 1));
    }

    /** Each commit inserts a row, changes an older one and, every third time, deletes one. */
    private static void writeCommits(FeedFile out, int table, int first, int end) throws IOException {
        for (int c = first; c < end; c++) {
            long ts = VERSION + 1_000_000L * (c + 1) + table;
            if (c % 3 == 2) {
                out.row('D', ts, c - 2, "row " + (c - 2));
            }
            out.row('I', ts, c, "row " + c);
            out.row('U', ts, c / 2 * 2 + 1000, "changed in " + c);
        }
    }

    @Test
    void aProcessThatIsKilledAgainAndAgainLandsWhatAnUndisturbedOneDoes() throws Exception {
        killAndCompare(KillLoopPlace.inFolders(folder.resolve("killed")), KILLS);
    }

    /** The same with HEAD on Azurite and the landing zone on the embedded OneLake endpoint. */
    @Test
    void aProcessThatIsKilledAgainAndAgainLandsRemotelyWhatAnUndisturbedOneDoesLocally() throws Exception {
        OneLakeEndpoint.Options options = OneLakeEndpoint.Options.of(0, folder.resolve("lake"));
        try (OneLakeEndpoint endpoint = OneLakeEndpoint.start(options)) {
            killAndCompare(KillLoopPlace.remote(folder.resolve("killed"), endpoint), REMOTE_KILLS);
        }
    }

    private void killAndCompare(KillLoopPlace killed, int least) throws Exception {
        KillLoopPlace undisturbed = KillLoopPlace.inFolders(folder.resolve("undisturbed"));
        finish(undisturbed);
        int kills = 0;
        while (kills < least || (met.size() < Left.values().length && kills < 3 * least)) {
            assertThat(killOnce(killed, kills % 2 == 0))
                    .as("the process ended by itself after %d kills", kills)
                    .isTrue();
            kills++;
        }
        finish(killed);

        System.out.printf("kill loop: %d kills, seed %d, left behind %s%n", kills, seed, met);
        assertThat(met).as("seed %d", seed).containsOnlyKeys(Left.values());
        try (LandingReader reader = new LandingReader()) {
            for (int t = 0; t < TABLES; t++) {
                LandedTable wanted = reader.read(undisturbed.table(t));
                LandedTable found = reader.read(killed.table(t));
                assertThat(wanted.rows()).hasSize(COMMITS * 2 + COMMITS / 3);
                assertThat(found.rows()).as("table %d, seed %d", t, seed).isEqualTo(wanted.rows());
                assertThat(found.files()).extracting(LandedFile::number).isEqualTo(numbers(found));
            }
        }
    }

    private static List<Long> numbers(LandedTable table) {
        List<Long> numbers = new ArrayList<>();
        for (long n = 1; n <= table.files().size(); n++) {
            numbers.add(n);
        }
        return numbers;
    }

    /** Kills a fresh process after it landed a file, or right in its recovery; false if it ended before. */
    private boolean killOnce(KillLoopPlace place, boolean inRecovery) throws Exception {
        ZoneState before = place.state();
        Process process = start(place, QUICK_START, SLOWLY);
        boolean recover = inRecovery && !before.tables().isEmpty();
        long pause = random.nextInt(recover ? 100 : 250);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(3))
                    .until(() -> !process.isAlive() || begun(before, place.state(), recover));
            if (process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        classify(before, place.state());
        return true;
    }

    private static boolean begun(ZoneState before, ZoneState now, boolean recover) {
        return now.tables().entrySet().stream().anyMatch(e -> {
            TableState old = before.tables().get(e.getKey());
            TableState table = e.getValue();
            boolean taken = old == null ? table.seq() > 0 : table.epoch() > old.epoch();
            return taken && (recover || table.seq() > (old == null ? 0 : old.seq()));
        });
    }

    /** One kill may leave several tables in several states; each counts. */
    private void classify(ZoneState before, ZoneState now) {
        boolean anyTaken = false;
        boolean anyNot = false;
        for (Map.Entry<String, TableState> e : now.tables().entrySet()) {
            TableState table = e.getValue();
            TableState old = before.tables().get(e.getKey());
            boolean taken = old == null || table.epoch() > old.epoch();
            anyTaken |= taken;
            anyNot |= !taken;
            if (taken && table.strayStageFiles() > 0) {
                met.merge(Left.STAGE_ONLY, 1, Integer::sum);
            } else if (taken && table.pending()) {
                met.merge(
                        table.pendingStaged() ? Left.PENDING_UNPUBLISHED : Left.PUBLISHED_UNACKNOWLEDGED,
                        1,
                        Integer::sum);
            }
        }
        if (anyTaken && anyNot) {
            met.merge(Left.DURING_RECOVERY, 1, Integer::sum);
        }
    }

    private void finish(KillLoopPlace place) throws Exception {
        Process process = start(place, QUICK_START, "-Dunhindered=true");
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(place.log())).isZero();
    }

    private Process start(KillLoopPlace place, List<String> jvm, String property) throws IOException {
        Files.createDirectories(place.directory());
        Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
        settings.put("mirror.once", "true");
        settings.put("feed.location", folder.resolve("feed").toUri().toString());
        settings.putAll(place.settings());
        settings.put("batch.max-rows", "1");
        List<String> options = new ArrayList<>(jvm);
        options.add(property);
        return MirrorProcess.start(place.directory(), place.log(), options, settings);
    }
}
