package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several real processes on one landing zone: they divide the tables, stand in for each other, and never land a row twice. */
class InstancesShareTheWorkTest {
    private static final int TABLES = 6;
    private static final long VERSION = 440_000_000_000_000_000L;
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final List<FeedTable> tables = new ArrayList<>();
    private FeedWriter feed;
    private int commits;

    @BeforeEach
    void writeTheChangefeed() throws IOException {
        feed = new FeedWriter(folder.resolve("feed"));
        for (int t = 0; t < TABLES; t++) {
            tables.add(feed.create(
                    "shop",
                    "t" + t,
                    VERSION,
                    "CREATE TABLE `t" + t + "` (`id` BIGINT PRIMARY KEY)",
                    List.of(FeedColumn.key("id", "BIGINT"))));
        }
        commit();
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shardsLandEachTableOnceAndEachDoesItsShare() throws Exception {
        Process first = start("first", Map.of("mirror.once", "true", "mirror.shard.count", "2"));
        Process second =
                start("second", Map.of("mirror.once", "true", "mirror.shard.count", "2", "mirror.shard.index", "1"));

        assertEnds(first, "first");
        assertEnds(second, "second");

        assertLandedOnce();
        assertThat(landedBy("first")).isNotEmpty().doesNotContainAnyElementsOf(landedBy("second"));
        assertThat(landedBy("first").size() + landedBy("second").size()).isEqualTo(TABLES);
    }

    @Test
    void aKilledOwnerIsReplacedByTheOneThatStandsBy() throws Exception {
        Map<String, String> standby = Map.of("mirror.master", "file:" + folder.resolve("locks"));
        Process owner = start("owner", standby);
        awaitLanded();
        start("other", standby);
        commit();
        awaitLanded();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log("other")
                .contains("stands by"));
        assertThat(landedBy("other")).isEmpty();

        owner.destroyForcibly().waitFor();
        commit();
        long killed = System.nanoTime();
        awaitLanded();
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(30));

        assertThat(landedBy("other")).hasSize(TABLES);
    }

    @Test
    void anOwnerThatWasHeldWhileAnotherTookOverIsFenced() throws Exception {
        Process held = start("held", Map.of());
        awaitLanded();
        signal(held, "STOP");
        commit();
        assertEnds(start("other", Map.of("mirror.once", "true")), "other");
        assertLandedOnce();

        commit();
        signal(held, "CONT");
        awaitLanded();

        assertThat(log("held")).contains("was taken over");
    }

    private void commit() throws IOException {
        commits++;
        for (FeedTable table : tables) {
            try (FeedFile file = table.next()) {
                file.row('I', VERSION + 10L * commits, commits);
            }
        }
        feed.checkpoint(VERSION + 10L * commits + 5);
    }

    private Process start(String name, Map<String, String> more) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
        settings.put("feed.location", folder.resolve("feed").toUri().toString());
        settings.put("feed.poll-interval", "100ms");
        settings.put("landing.zone", folder.resolve("zone").toUri().toString());
        settings.put("batch.max-age", "100ms");
        settings.put("camel.management.enabled", "false");
        settings.putAll(more);
        Path place = Files.createDirectories(folder.resolve(name));
        Process process = MirrorProcess.start(place, place.resolve("log.txt"), QUICK_START, settings);
        processes.add(process);
        return process;
    }

    private void assertEnds(Process process, String name) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(log(name)).isZero();
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void awaitLanded() {
        Awaitility.await()
                .ignoreExceptionsInstanceOf(IOException.class)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(this::assertLandedOnce);
    }

    /** Every row that was committed, in commit order. */
    private void assertLandedOnce() throws Exception {
        try (LandingReader reader = new LandingReader()) {
            for (int t = 0; t < TABLES; t++) {
                LandedTable landed = reader.read(folder.resolve("zone/shop.schema/t" + t));
                assertThat(landed.rows().stream()
                                .map(row -> row.values().get("id"))
                                .map(String::valueOf))
                        .as("table t" + t)
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, commits)
                                .mapToObj(Long::toString)
                                .toList());
            }
        }
    }

    /** Tables of which a process said that it landed a file. */
    private TreeSet<String> landedBy(String name) throws IOException {
        TreeSet<String> landed = new TreeSet<>();
        for (int t = 0; t < TABLES; t++) {
            if (log(name).contains("landed shop.t" + t + ":")) {
                landed.add("t" + t);
            }
        }
        return landed;
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("log.txt"));
    }
}
