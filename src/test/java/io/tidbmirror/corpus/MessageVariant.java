package io.tidbmirror.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One changefeed of a scenario that went to Kafka: its options and its messages in the order in which they were produced. */
public record MessageVariant(Scenario scenario, String name, Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message; {@code kind} is row, ddl or watermark. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Message(int partition, String kind, long commitTs, byte[] key, byte[] value) {}

    public JsonNode config() {
        try {
            return JSON.readTree(folder.resolve("config.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Message> messages() {
        try {
            List<Message> messages = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve("messages.ndjson"))) {
                JsonNode node = JSON.readTree(line);
                messages.add(new Message(
                        node.get("partition").asInt(),
                        node.get("kind").asText(),
                        node.get("commitTs").asLong(),
                        bytes(node.get("key")),
                        bytes(node.get("value"))));
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode node) {
        return node.isNull() ? null : Base64.getDecoder().decode(node.asText());
    }

    /** Whether rows carry their commit-ts, and watermarks follow them. */
    public boolean hasCommitTs() {
        return config().path("sinkUri").asText().contains("enable-tidb-extension=true");
    }

    /** The last watermark that every partition has; without any, a commit-ts above all. */
    public long watermark() {
        if (!hasCommitTs()) {
            return Long.MAX_VALUE;
        }
        Map<Integer, Long> last = new LinkedHashMap<>();
        messages().stream()
                .filter(message -> message.kind().equals("watermark"))
                .forEach(message -> last.put(message.partition(), message.commitTs()));
        return last.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /** What was too large for messages. */
    public Path claims() {
        return folder.resolve("claim");
    }

    /** The settings a user writes for this changefeed. */
    public Map<String, String> toProperties() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mirror.input", "kafka");
        settings.put("mirror.format", "canal-json");
        settings.put("mirror.mode", hasCommitTs() ? "resolved" : "positioned");
        Map<String, String> feed = Variant.feedSettings(config());
        for (String key : List.of(
                "feed.enable-tidb-extension",
                "feed.content-compatible",
                "feed.delete-only-output-handle-key-columns")) {
            if (feed.containsKey(key)) {
                settings.put(key, feed.get(key));
            }
        }
        if (config().path("sink").findValuesAsText("partition").contains("index-value")) {
            settings.put("kafka.dispatcher", "index-value");
        }
        String compression = feed.get("feed.kafka-config.large-message-handle.large-message-handle-compression");
        if (compression != null) {
            settings.put("kafka.compression", compression);
        }
        return settings;
    }

    @Override
    public String toString() {
        return scenario + "/" + name;
    }
}
