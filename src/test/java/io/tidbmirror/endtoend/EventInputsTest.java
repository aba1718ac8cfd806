package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.EntraTenant;
import io.tidbmirror.azure.EventTexts;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ZeroDates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A changefeed in a container lands to the truth through both event inputs, whatever becomes of the events. What arrives
 * after the first look is found at once by its event, and by the periodic look without one.
 */
class EventInputsTest {
    private static final Azurite AZURITE = Azurite.shared();
    private static final String SECRET = "0123456789abcdef";
    private static final String WITH_SECRET = "?code=" + SECRET;
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    /** Hands an event to an input. */
    private interface Sender {
        void send(String event) throws Exception;
    }

    @ParameterizedTest
    @CsvSource({"new, COME", "classic, DOUBLED_AND_SHUFFLED", "classic, FORGED", "new, LOST"})
    void theCorpusLandsThroughAQueue(String architecture, EventFate fate) throws Exception {
        QueueClient queue = AZURITE.newQueue();

        landsToTheTruth(new UploadedCorpus(folder, architecture), fate, fromQueue(queue), event -> send(queue, event));
    }

    @Test
    void theCorpusLandsThroughAWebhook() throws Exception {
        Webhook webhook = new Webhook();

        landsToTheTruth(
                new UploadedCorpus(folder, "new"),
                EventFate.DOUBLED_AND_SHUFFLED,
                withSecret(webhook),
                event -> assertThat(webhook.post(WITH_SECRET, "", event).statusCode())
                        .isEqualTo(200));
    }

    @Test
    void theCorpusLandsThroughAWebhookThatAsksForTokens() throws Exception {
        Webhook webhook = new Webhook();
        try (EntraTenant tenant = new EntraTenant()) {
            Map<String, String> input = webhook.settings();
            input.put("event-grid.entra-tenant", EntraTenant.ID);
            input.put("event-grid.entra-audience", EntraTenant.AUDIENCE);
            input.put("event-grid.entra-authority", tenant.authority());
            String token = "Bearer " + tenant.token();

            landsToTheTruth(new UploadedCorpus(folder, "classic"), EventFate.COME, input, event -> {
                assertThat(webhook.post("", token + "x", event).statusCode()).isEqualTo(401);
                assertThat(webhook.post(WITH_SECRET, "Bearer ", event).statusCode())
                        .isEqualTo(401);
                assertThat(webhook.post("", token, event).statusCode()).isEqualTo(200);
            });
        }
    }

    @Test
    void aMessageIsDeletedWhenItsEventsAreHandedOver() throws Exception {
        UploadedCorpus corpus = new UploadedCorpus(folder, "new");
        QueueClient queue = AZURITE.newQueue();
        queue.sendMessage("no event");
        send(queue, EventTexts.created(corpus.place().account(), corpus.place() + "/x"));
        corpus.put(corpus.first());
        try (RunningMirror mirror = RunningMirror.start(settings(corpus, fromQueue(queue)))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(mirror.failure()).isNull();
                assertThat(queue.getProperties().getApproximateMessagesCount()).isZero();
            });
        }
    }

    @Test
    void aRunThatEndsByItselfOpensNoPortAndReadsNoEvent() throws Exception {
        UploadedCorpus corpus = new UploadedCorpus(folder, "new");
        corpus.put(corpus.all());
        Mirror mirror = new Mirror(folder, settings(corpus, withSecret(new Webhook())));

        assertThat(mirror.run().exitCode()).isIn(0, 4);
        assertThat(differences(mirror, corpus.all().variants(), corpus.all().checkpoint()))
                .isEmpty();
    }

    private static Map<String, String> fromQueue(QueueClient queue) {
        return Map.of("mirror.input", "event-grid-queue", "event-grid.queue", queue.getQueueName());
    }

    private static Map<String, String> withSecret(Webhook webhook) {
        Map<String, String> input = webhook.settings();
        input.put("event-grid.secret", SECRET);
        return input;
    }

    private static void send(QueueClient queue, String event) {
        queue.sendMessage(Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, String> settings(UploadedCorpus corpus, Map<String, String> input) {
        Map<String, String> settings = new LinkedHashMap<>(corpus.all().settings());
        settings.put("feed.location", corpus.place().toString());
        settings.put("feed.poll-interval", "200ms");
        settings.put("feed.full-list-interval", "1s");
        settings.put("event-grid.queue-service", AZURITE.queueEndpoint());
        settings.put("azure.connection-string", AZURITE.connectionString());
        settings.put("landing.zone", folder.resolve("landing-zone").toUri().toString());
        settings.put("landing.zero-date", "text");
        settings.put("batch.max-age", "200ms");
        settings.put("camel.management.enabled", "false");
        settings.putAll(input);
        return settings;
    }

    private void landsToTheTruth(UploadedCorpus corpus, EventFate fate, Map<String, String> input, Sender sender)
            throws Exception {
        Map<String, String> settings = settings(corpus, input);
        // Only the events, or else only the periodic look, can find what comes after the first look.
        settings.put("event-grid.poll-interval", fate.heard() ? NEVER.toMillis() + "ms" : "2s");
        corpus.put(corpus.first());
        try (RunningMirror running = RunningMirror.start(settings)) {
            awaitLanded(
                    running, settings, corpus.first().variants(), corpus.first().checkpoint());
            corpus.put(corpus.all());
            for (String event : fate.events(corpus.place(), corpus.urls())) {
                sender.send(event);
            }
            // The others only: the position of a table without new rows follows within a minute.
            awaitLanded(running, settings, corpus.others(), corpus.all().checkpoint());
        }
    }

    private void awaitLanded(
            RunningMirror running, Map<String, String> settings, List<Variant> variants, long covered) {
        Mirror mirror = new Mirror(folder, settings).with("mirror.once", "false");
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(running.failure()).isNull();
                    assertThat(isCovered(mirror.status(), variants, covered)).isTrue();
                });
        assertThat(differences(mirror, variants, covered)).isEmpty();
    }

    /** Whether every table of some scenarios has landed up to a checkpoint, or stopped. */
    private static boolean isCovered(Map<Name, JsonNode> status, List<Variant> variants, long covered) {
        return variants.stream()
                .flatMap(variant -> variant.scenario().truth().created().keySet().stream())
                .map(status::get)
                .allMatch(table -> table != null
                        && (table.get("covered").asLong() >= covered
                                || table.get("state").asText().equals("QUARANTINED")));
    }

    private static List<String> differences(Mirror mirror, List<Variant> variants, long covered) {
        Map<Name, JsonNode> status = mirror.status();
        List<String> wrong = new ArrayList<>();
        variants.forEach(variant -> wrong.addAll(Verdict.of(mirror, status, variant, ZeroDates.TEXT, covered)));
        return wrong;
    }
}
