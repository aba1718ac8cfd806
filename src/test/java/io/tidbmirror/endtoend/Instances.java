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
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** Several real processes that mirror one changefeed of six tables into one landing zone. */
final class Instances implements AutoCloseable {
    static final int TABLES = 6;

    private static final long VERSION = 440_000_000_000_000_000L;
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<FeedTable> tables = new ArrayList<>();
    private final FeedWriter feed;
    private int commits;

    /** The changefeed, with a first commit. */
    Instances(Path folder) throws IOException {
        this.folder = folder;
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

    /** One more row of each table. */
    void commit() throws IOException {
        commits++;
        for (FeedTable table : tables) {
            try (FeedFile file = table.next()) {
                file.row('I', VERSION + 10L * commits, commits);
            }
        }
        feed.checkpoint(VERSION + 10L * commits + 5);
    }

    Process start(String name, Map<String, String> more) throws IOException {
        return start(name, Map.of(), List.of(), more);
    }

    Process start(String name, Map<String, String> environment, List<String> jvm, Map<String, String> more)
            throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
        settings.put("feed.location", folder.resolve("feed").toUri().toString());
        settings.put("feed.poll-interval", "100ms");
        settings.put("landing.zone", folder.resolve("zone").toUri().toString());
        settings.put("batch.max-age", "100ms");
        settings.put("camel.management.enabled", "false");
        settings.putAll(more);
        List<String> options = new ArrayList<>(QUICK_START);
        options.addAll(jvm);
        Path place = Files.createDirectories(folder.resolve(name));
        Process process = MirrorProcess.start(place, place.resolve("log.txt"), environment, options, settings);
        processes.add(process);
        return process;
    }

    void awaitLanded() {
        Awaitility.await()
                .ignoreExceptionsInstanceOf(IOException.class)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(this::assertLandedOnce);
    }

    void awaitLog(String name, String text) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log(name).contains(text));
    }

    /** Every row that was committed, in commit order. */
    void assertLandedOnce() throws Exception {
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
    TreeSet<String> landedBy(String name) throws IOException {
        TreeSet<String> landed = new TreeSet<>();
        for (int t = 0; t < TABLES; t++) {
            if (log(name).contains("landed shop.t" + t + ":")) {
                landed.add("t" + t);
            }
        }
        return landed;
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("log.txt"));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
