package io.tidbmirror.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One changefeed of a scenario: its options and the folder it wrote. */
public record Variant(Scenario scenario, String name, Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The changefeed folder, as {@code feed.location} names it. */
    public Path sink() {
        return folder.resolve("sink");
    }

    public JsonNode config() {
        try {
            return JSON.readTree(folder.resolve("config.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether rows carry their commit-ts; without it only the positioned mode can read them. */
    public boolean hasCommitTs() {
        Map<String, String> feed = feedSettings();
        return Boolean.parseBoolean(feed.get("feed.csv.include-commit-ts"))
                || Boolean.parseBoolean(feed.get("feed.enable-tidb-extension"));
    }

    /** The settings a user writes for this changefeed: format, mode, and its options under their own names. */
    public Map<String, String> toProperties() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mirror.format", config().get("protocol").asText());
        settings.put("mirror.mode", hasCommitTs() ? "resolved" : "positioned");
        settings.putAll(feedSettings());
        return settings;
    }

    /** Copies the changefeed folder, so that a test may change it. */
    public Path copyTo(Path target) {
        try (Stream<Path> tree = Files.walk(sink())) {
            for (Path from : (Iterable<Path>) tree::iterator) {
                Path to = target.resolve(sink().relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> feedSettings() {
        return feedSettings(config());
    }

    static Map<String, String> feedSettings(JsonNode config) {
        Map<String, String> settings = new LinkedHashMap<>();
        String uri = config.get("sinkUri").asText();
        for (String parameter : uri.substring(uri.indexOf('?') + 1).split("&")) {
            String[] pair = parameter.split("=", 2);
            if (!pair[0].equals("protocol")) {
                settings.put("feed." + pair[0], pair[1]);
            }
        }
        flatten("feed", config.get("sink"), settings);
        return settings;
    }

    private static void flatten(String key, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(e -> flatten(key + "." + e.getKey(), e.getValue(), into));
        } else {
            into.put(key, node.asText());
        }
    }

    @Override
    public String toString() {
        return scenario + "/" + name;
    }
}
