package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.FreePort;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health checks and metrics of a mirror that runs, over HTTP, as docs/operations.md promises them. */
class OperatorsSeeWhatHappensTest {
    private static final long VERSION = 440_000_000_000_000_000L;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.find();

    @Test
    void metricsAndHealthTellOfLandedAndQuarantinedTables() throws Exception {
        writeTheChangefeed();
        try (RunningMirror mirror = RunningMirror.start(settings())) {
            eventually().untilAsserted(() -> {
                assertThat(mirror.failure()).isNull();
                assertThat(get("metrics").body())
                        .contains("open_mirroring_landed_rows_total{schema=\"shop\",table=\"good\"} 2.0")
                        .contains("open_mirroring_tables_quarantined 1.0")
                        .contains("open_mirroring_unread_files{schema=\"shop\",table=\"good\"} 1.0");
            });

            assertThat(get("metrics").body())
                    .contains("open_mirroring_landed_files_total{schema=\"shop\",table=\"good\"} 1.0")
                    .contains("open_mirroring_seq{schema=\"shop\",table=\"good\"} 1.0")
                    .contains("open_mirroring_covered_timestamp_seconds{schema=\"shop\",table=\"good\"} 1.678")
                    .containsPattern("open_mirroring_landing_lag_seconds\\{schema=\"shop\",table=\"good\"} [1-9]")
                    .containsPattern("open_mirroring_landed_bytes_total\\{schema=\"shop\",table=\"good\"} [1-9]")
                    .contains("open_mirroring_table_status{schema=\"shop\",status=\"quarantined\",table=\"bad\"} 1.0")
                    .contains("open_mirroring_table_status{schema=\"shop\",status=\"active\",table=\"good\"} 1.0")
                    .contains("open_mirroring_fenced_total{schema=\"shop\",table=\"good\"} 0.0")
                    .doesNotContain("open_mirroring_backlog")
                    .doesNotContain("a value of a row");
            assertThat(get("health/live").statusCode()).isEqualTo(200);
            assertThat(get("health/ready").statusCode()).isEqualTo(200);
            assertThat(get("health/ready?data=true").body())
                    .contains("\"quarantined\":\"1\"")
                    .contains("\"quarantined.names\":\"shop.bad\"")
                    .contains("\"checkpoint\":\"" + (VERSION + 1000) + "\"");
        }
    }

    @Test
    void aFeedThatCannotBeReadIsNotReadyAndStaysAlive() throws Exception {
        writeTheChangefeed();
        try (RunningMirror mirror = RunningMirror.start(settings())) {
            eventually().untilAsserted(() -> assertThat(get("health/ready").statusCode())
                    .isEqualTo(200));

            Files.delete(folder.resolve("feed/metadata"));
            Files.createDirectory(folder.resolve("feed/metadata"));

            eventually().untilAsserted(() -> assertThat(get("health/ready").statusCode())
                    .isEqualTo(503));
            assertThat(get("health/live").statusCode()).isEqualTo(200);
            assertThat(mirror.failure()).isNull();
        }
    }

    @Test
    void nothingListensOnOtherHostsUnlessToldSo() throws Exception {
        writeTheChangefeed();
        try (RunningMirror mirror = RunningMirror.start(settings())) {
            eventually().untilAsserted(() -> assertThat(get("health/live").statusCode())
                    .isEqualTo(200));

            assertThat(mirror.failure()).isNull();
            // Whoever listens on every address has this one too.
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(IOException.class);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
        settings.put("feed.location", folder.resolve("feed").toUri().toString());
        settings.put("feed.poll-interval", "100ms");
        settings.put("landing.zone", folder.resolve("zone").toUri().toString());
        settings.put("batch.max-age", "100ms");
        settings.put("camel.management.port", Integer.toString(port));
        return settings;
    }

    private void writeTheChangefeed() throws IOException {
        FeedWriter feed = new FeedWriter(folder.resolve("feed"));
        for (String name : List.of("good", "bad")) {
            try (FeedFile file = feed.create(
                            "shop",
                            name,
                            VERSION,
                            "CREATE TABLE `" + name + "` (`id` INT PRIMARY KEY,`v` VARCHAR(40))",
                            List.of(FeedColumn.key("id", "INT"), FeedColumn.of("v", "VARCHAR", "40")))
                    .next()) {
                file.row('I', VERSION + 10, 1, "a value of a row");
                file.row('I', VERSION + 20, name.equals("good") ? 2 : "no number", "two");
            }
        }
        feed.checkpoint(VERSION + 1000);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/observe/" + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
