package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.TroubledProxy;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM to the real process while feed, events, state and landing zone accept connections and answer nothing. */
class StopWhileEverythingIsDownTest {
    private static final long VERSION = 440_000_000_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHECKPOINT = "metadata";
    private static final int SIGTERM = 143;
    private static final long STOP_MILLIS = 5_000;
    private static final String SECRET = "0123456789abcdef";

    private final Azurite azurite = Azurite.shared();
    private final String database = "d.MountedRelationalDatabase";
    private final Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
    private final AzureUrl changefeed = azurite.newContainer();

    @TempDir
    Path folder;

    private OneLakeEndpoint endpoint;
    private TroubledProxy zone;
    private TroubledProxy blobs;
    private TroubledProxy events;
    private FeedWriter feed;
    private FeedTable book;

    @BeforeEach
    void start() throws IOException {
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder.resolve("lake")));
        endpoint.createDatabase("shop", database);
        zone = new TroubledProxy(endpoint.landingZone("shop", database));
        blobs = new TroubledProxy(azurite.blobEndpoint());
        events = new TroubledProxy(azurite.queueEndpoint());
        feed = new FeedWriter(folder.resolve("feed"));
        book = feed.create(
                "shop",
                "book",
                VERSION,
                "CREATE TABLE `book` (`id` BIGINT PRIMARY KEY)",
                List.of(FeedColumn.key("id", "BIGINT")));
        settings.put("mirror.input", "event-grid-queue");
        settings.put("feed.location", changefeed.toString());
        settings.put("event-grid.queue", azurite.newQueue().getQueueName());
        settings.put("event-grid.queue-service", azurite.queueEndpoint());
        settings.put("event-grid.poll-interval", "1s");
        settings.put("feed.poll-interval", "200ms");
        settings.put("batch.max-age", "100ms");
        settings.put("landing.zone", endpoint.landingZone("shop", database));
        settings.put("landing.state", azurite.blobEndpoint() + "/state/" + UUID.randomUUID());
        settings.put("azure.connection-string", azurite.connectionString());
        settings.put("camel.management.enabled", "false");
    }

    @AfterEach
    void stop() throws IOException {
        zone.close();
        blobs.close();
        events.close();
        endpoint.close();
    }

    private void write(long commitTs, int id) throws IOException {
        try (FeedFile file = book.next()) {
            file.row('I', VERSION + commitTs, id);
        }
        feed.checkpoint(VERSION + commitTs + 1);
        upload();
    }

    /** In TiCDC's order: what is new, then the checkpoint that covers it. */
    private void upload() throws IOException {
        BlobContainerClient container = azurite.blobs().getBlobContainerClient(changefeed.container());
        try (Stream<Path> paths = Files.walk(feed.folder())) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                BlobClient blob =
                        container.getBlobClient(feed.folder().relativize(file).toString());
                if (!file.endsWith(CHECKPOINT) && !blob.exists()) {
                    blob.upload(BinaryData.fromFile(file));
                }
            }
        }
        container
                .getBlobClient(CHECKPOINT)
                .upload(BinaryData.fromFile(feed.folder().resolve(CHECKPOINT)), true);
    }

    /** The process with its stores behind the proxies. */
    private Process start(Path log) throws IOException {
        Map<String, String> proxied = new LinkedHashMap<>(settings);
        proxied.computeIfPresent("landing.zone", (key, url) -> zone.through(url));
        proxied.computeIfPresent("landing.state", (key, url) -> blobs.through(url));
        proxied.computeIfPresent("feed.location", (key, url) -> blobs.through(url));
        proxied.computeIfPresent("event-grid.queue-service", (key, url) -> events.through(url));
        return MirrorProcess.start(folder, log, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), proxied);
    }

    private static long terminate(Process process) throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    @Test
    void theProcessEndsInTimeAndNothingIsLost() throws Exception {
        write(1, 1);
        Path log = folder.resolve("log.txt");
        Process process = start(log);
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> Files.readString(log)
                    .contains("landed shop.book: file 1"));
            zone.mute();
            write(10, 2);
            Awaitility.await().atMost(PATIENCE).until(() -> zone.swallowed() > 0);
            blobs.mute();
            events.mute();
            Awaitility.await().atMost(PATIENCE).until(() -> blobs.swallowed() > 0 && events.swallowed() > 0);

            long millis = terminate(process);

            System.out.printf("SIGTERM while everything is down: ended after %d ms%n", millis);
            assertThat(millis).isLessThan(STOP_MILLIS);
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(SIGTERM);
        } finally {
            process.destroyForcibly();
        }
        write(20, 3);
        settings.put("mirror.once", "true");
        assertThat(CommandRun.of(folder, settings, "run").exitCode()).isZero();
        assertThat(CommandRun.of(folder, settings, "status", "--json").out()).contains("\"rows\":3");
        assertThat(CommandRun.of(folder, settings, "verify").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-grid-webhook", "kafka"})
    void aProcessThatIsStillStartingEndsInTime(String input) throws Exception {
        settings.put("mirror.input", input);
        settings.put("event-grid.secret", SECRET);
        settings.put("camel.server.port", "0");
        if (input.equals("kafka")) {
            settings.put("mirror.format", "canal-json");
            settings.put("feed.enable-tidb-extension", "true");
            settings.put("kafka.bootstrap-servers", events.address());
            settings.put("kafka.topics", "changes");
            settings.put("kafka.security.protocol", "SASL_PLAINTEXT");
            settings.put("kafka.sasl.mechanism", "PLAIN");
            settings.put(
                    "kafka.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"mirror\" password=\""
                            + SECRET + "\";");
        }
        zone.mute();
        blobs.mute();
        events.mute();
        Path log = folder.resolve("log.txt");
        Process process = start(log);
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> zone.swallowed() + blobs.swallowed() + events.swallowed() > 0);

            assertThat(terminate(process)).isLessThan(STOP_MILLIS);
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(SIGTERM);
            assertThat(Files.readString(log)).doesNotContain(SECRET);
        } finally {
            process.destroyForcibly();
        }
    }
}
