package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.BlobFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue that is not there, or was given another name, is told in the log in one line; rows land without it. */
class EventQueueIsMissingTest {
    private final Azurite azurite = Azurite.shared();

    @TempDir
    Path folder;

    @Test
    void itIsToldAndRowsLand() throws Exception {
        AzureUrl feed = AzureUrl.parse(azurite.newContainer() + "/shop");
        BlobFolder.upload(Path.of("demo/changefeed"), feed);
        Path log = folder.resolve("log.txt");

        Process process =
                MirrorProcess.start(folder, log, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), settings(feed));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(Files.readString(log))
                    .contains("no events: cannot read the queue in " + azurite.queueEndpoint() + "/nosuch-queue")
                    .contains("there is no such queue")
                    .contains("landed bookshop.books: file 1, 107 rows"));
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(log)).doesNotContain("\tat ");
    }

    private Map<String, String> settings(AzureUrl feed) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mirror.input", "event-grid-queue");
        settings.put("event-grid.queue", "nosuch-queue");
        settings.put("event-grid.queue-service", azurite.queueEndpoint());
        settings.put("feed.location", feed.toString());
        settings.put("feed.terminator", "\n");
        settings.put("feed.date-separator", "none");
        settings.put("feed.csv.include-commit-ts", "true");
        settings.put("feed.csv.binary-encoding-method", "hex");
        settings.put("azure.connection-string", azurite.connectionString());
        settings.put("landing.zone", folder.resolve("zone").toUri().toString());
        settings.put("batch.max-age", "100ms");
        settings.put("camel.management.enabled", "false");
        return settings;
    }
}
