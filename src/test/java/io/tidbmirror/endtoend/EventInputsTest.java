package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.queue.QueueClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.EntraTenant;
import io.tidbmirror.azure.EventTexts;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final List<String> SCENARIOS = List.of("bookshop", "types", "random_mixed");

    private static final String SECRET = "0123456789abcdef";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration NEVER = Duration.ofHours(1);

    /** What becomes of the events on their way. */
    private enum Fate {
        COME,
        DOUBLED_AND_SHUFFLED,
        FORGED,
        LOST
    }

    @TempDir
    Path folder;

    private final BlobServiceClient blobs = AZURITE.blobs();
    private final Set<String> uploaded = ConcurrentHashMap.newKeySet();
    private MergedFeed feed;
    private long firstCheckpoint;
    private long checkpoint;
    private AzureUrl place;
    private int port;

    private void readTheCorpus(String architecture) throws IOException {
        List<Variant> variants = SCENARIOS.stream()
                .map(scenario -> GoldenCorpus.open().variant(architecture, scenario, "csv-recommended"))
                .sorted(Comparator.comparing(EventInputsTest::begin))
                .toList();
        feed = MergedFeed.of(folder.resolve("feed"), variants);
        checkpoint = feed.checkpoint();
        firstCheckpoint = new MergedFeed(variants.get(0).copyTo(folder.resolve("first")), variants).checkpoint();
        // It was recorded before the others: its checkpoint claims nothing about their rows.
        assertThat(begin(variants.get(1))).isGreaterThan(firstCheckpoint);
        place = AzureUrl.parse(AZURITE.newContainer() + "/changefeeds/one");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private static long begin(Variant variant) {
        return Collections.min(variant.scenario().truth().created().values());
    }

    @ParameterizedTest
    @CsvSource({"new, COME", "classic, DOUBLED_AND_SHUFFLED", "classic, FORGED", "new, LOST"})
    void theCorpusLandsThroughAQueue(String architecture, Fate fate) throws Exception {
        readTheCorpus(architecture);
        QueueClient queue = AZURITE.newQueue();
        landsToTheTruth(
                fate, Map.of("mirror.input", "event-grid-queue", "event-grid.queue", queue.getQueueName()), event -> {
                    queue.sendMessage(Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8)));
                });
    }

    @Test
    void theCorpusLandsThroughAWebhook() throws Exception {
        readTheCorpus("new");
        landsToTheTruth(Fate.DOUBLED_AND_SHUFFLED, webhook(), event -> assertThat(post("?code=" + SECRET, "", event))
                .isEqualTo(200));
    }

    @Test
    void theCorpusLandsThroughAWebhookThatAsksForTokens() throws Exception {
        readTheCorpus("classic");
        try (EntraTenant tenant = new EntraTenant()) {
            Map<String, String> input = new LinkedHashMap<>(webhook());
            input.remove("event-grid.secret");
            input.put("event-grid.entra-tenant", EntraTenant.ID);
            input.put("event-grid.entra-audience", EntraTenant.AUDIENCE);
            input.put("event-grid.entra-authority", tenant.authority());
            String token = "Bearer " + tenant.token();
            landsToTheTruth(Fate.COME, input, event -> {
                assertThat(post("", token + "x", event)).isEqualTo(401);
                assertThat(post("?code=" + SECRET, "Bearer ", event)).isEqualTo(401);
                assertThat(post("", token, event)).isEqualTo(200);
            });
        }
    }

    private void landsToTheTruth(Fate fate, Map<String, String> input, Consumer<String> send) throws Exception {
        Map<String, String> settings = settings(input);
        // Only the events, or else only the periodic look, can find what comes after the first look.
        boolean heard = fate == Fate.COME || fate == Fate.DOUBLED_AND_SHUFFLED;
        settings.put("event-grid.poll-interval", heard ? NEVER.toMillis() + "ms" : "2s");
        Variant first = feed.variants().get(0);
        put(folder.resolve("first"), firstCheckpoint);
        try (RunningMirror mirror = RunningMirror.start(settings)) {
            awaitLanded(mirror, settings, List.of(first), firstCheckpoint);
            put(feed.folder(), checkpoint);
            for (String event : events(fate)) {
                send.accept(event);
            }
            // The others only: the position of a table without new rows follows within a minute.
            awaitLanded(
                    mirror, settings, feed.variants().subList(1, feed.variants().size()), checkpoint);
        }
    }

    private void awaitLanded(RunningMirror mirror, Map<String, String> settings, List<Variant> variants, long covered) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(mirror.failure()).isNull();
                    assertThat(isCovered(status(settings), variants, covered)).isTrue();
                });
        assertThat(differences(settings, variants, covered)).isEmpty();
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

    private List<String> events(Fate fate) {
        List<String> events = new ArrayList<>();
        for (String url : urls()) {
            switch (fate) {
                case COME -> events.add(EventTexts.created(place.account(), url));
                case DOUBLED_AND_SHUFFLED -> {
                    events.add("[" + EventTexts.created(place.account(), url) + "]");
                    events.add(EventTexts.cloudEvent(place.account(), url));
                }
                case FORGED -> {
                    events.add(EventTexts.created("other", url.replace(place.account(), "other")));
                    events.add(EventTexts.cloudEvent(place.account(), place + "/../../etc/CDC000001.csv"));
                }
                case LOST -> {}
            }
        }
        Collections.shuffle(events, new Random(42));
        return events;
    }

    private List<String> urls() {
        BlobContainerClient container = blobs.getBlobContainerClient(place.container());
        return container.listBlobs(new ListBlobsOptions().setPrefix("changefeeds/one/"), null).stream()
                .map(BlobItem::getName)
                .map(name -> AZURITE.blobEndpoint() + "/" + place.container() + "/" + name)
                .toList();
    }

    private Map<Name, JsonNode> status(Map<String, String> settings) {
        return mirror(settings).status();
    }

    private Mirror mirror(Map<String, String> settings) {
        return new Mirror(folder, feed.folder(), settings)
                .with("feed.location", place.toString())
                .with("mirror.once", "false");
    }

    private List<String> differences(Map<String, String> settings, List<Variant> variants, long covered) {
        Mirror mirror = mirror(settings);
        Map<Name, JsonNode> status = mirror.status();
        List<String> wrong = new ArrayList<>();
        variants.forEach(variant -> wrong.addAll(Verdict.of(mirror, status, variant, ZeroDates.TEXT, covered)));
        return wrong;
    }

    @Test
    void aMessageIsDeletedWhenItsEventsAreHandedOver() throws Exception {
        readTheCorpus("new");
        QueueClient queue = AZURITE.newQueue();
        queue.sendMessage("no event");
        queue.sendMessage(Base64.getEncoder()
                .encodeToString(
                        EventTexts.created(place.account(), place + "/x").getBytes(StandardCharsets.UTF_8)));
        put(folder.resolve("first"), firstCheckpoint);
        try (RunningMirror mirror = RunningMirror.start(
                settings(Map.of("mirror.input", "event-grid-queue", "event-grid.queue", queue.getQueueName())))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(mirror.failure()).isNull();
                assertThat(queue.getProperties().getApproximateMessagesCount()).isZero();
            });
        }
    }

    @Test
    void aRunThatEndsByItselfOpensNoPortAndReadsNoEvent() throws Exception {
        readTheCorpus("new");
        put(feed.folder(), checkpoint);
        Map<String, String> settings = settings(webhook());
        Mirror mirror = new Mirror(folder, feed.folder(), settings).with("feed.location", place.toString());

        assertThat(mirror.run().exitCode()).isIn(0, 4);
        assertThat(differences(settings, feed.variants(), checkpoint)).isEmpty();
    }

    private Map<String, String> webhook() {
        return Map.of(
                "mirror.input",
                "event-grid-webhook",
                "event-grid.secret",
                SECRET,
                "camel.server.port",
                Integer.toString(port));
    }

    private Map<String, String> settings(Map<String, String> input) {
        Map<String, String> settings = new LinkedHashMap<>(feed.settings());
        settings.put("feed.location", place.toString());
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

    /** Puts files into the container, and then the checkpoint: below it every row is there. */
    private void put(Path files, long checkpoint) throws IOException {
        Files.deleteIfExists(files.resolve("metadata"));
        uploadInOrder(files);
        blobs.getBlobContainerClient(place.container())
                .getBlobClient(place.prefix() + "/metadata")
                .upload(BinaryData.fromString("{\"checkpoint-ts\":" + checkpoint + "}"), true);
    }

    /** As TiCDC writes: the schemas of tables first, then the files of each by their numbers, several tables at a time. */
    private void uploadInOrder(Path files) throws IOException {
        try (Stream<Path> tree = Files.walk(files)) {
            Map<Boolean, List<Path>> schemas = tree.filter(Files::isRegularFile)
                    .sorted()
                    .collect(Collectors.partitioningBy(file -> file.toString().endsWith(".json")));
            schemas.get(true).parallelStream().forEach(file -> upload(files, file));
            schemas.get(false).stream().collect(Collectors.groupingBy(Path::getParent)).values().parallelStream()
                    .forEach(folder -> folder.forEach(file -> upload(files, file)));
        }
    }

    private void upload(Path files, Path file) {
        String path = place.prefix() + "/" + files.relativize(file);
        if (uploaded.add(path)) {
            blobs.getBlobContainerClient(place.container()).getBlobClient(path).upload(BinaryData.fromFile(file));
        }
    }

    /** The status of the answer. */
    private int post(String query, String authorization, String event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/event-grid" + query))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
