package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.azure.Azurite;
import io.tidbmirror.generated.FeedWriter;
import java.io.IOException;
import java.net.http.HttpResponse;
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

/** What the webhook of the real process is shown, by whomever, is in none of its answers and not in its log. */
class WebhookRepeatsNothingTest {
    private static final String SECRET = "webhook-secret-4711";

    private final Webhook webhook = new Webhook();

    @TempDir
    Path folder;

    @Test
    void secretsAndTokensAreInNoLogAndNoAnswer() throws Exception {
        Path log = folder.resolve("log.txt");
        Process process = MirrorProcess.start(folder, log, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), settings());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> post("wrong-secret-4712").statusCode() == 401);
            assertThat(post("wrong-secret-4712").body()).isEqualTo("401");
            HttpResponse<String> answer = post(SECRET);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("400");
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(log)).doesNotContain("4711", "4712", "4713");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
        settings.putAll(webhook.settings());
        settings.put("feed.location", Azurite.shared().newContainer().toString());
        settings.put("event-grid.secret", SECRET);
        settings.put("azure.connection-string", Azurite.shared().connectionString());
        settings.put("landing.zone", folder.resolve("zone").toUri().toString());
        settings.put("camel.management.enabled", "false");
        return settings;
    }

    private HttpResponse<String> post(String secret) throws IOException, InterruptedException {
        return webhook.post("?code=" + secret, "Bearer token-4713", "{\"no\":\"event\"");
    }
}
