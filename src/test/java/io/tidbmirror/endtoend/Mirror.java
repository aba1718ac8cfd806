package io.tidbmirror.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.Truth.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A mirror as a user has one: a working directory with its configuration, its landing zone and its state. */
final class Mirror {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Map<String, String> settings;

    Mirror(Path directory, Path feed, Map<String, String> settings) {
        this(directory, settings);
        this.settings.put("feed.location", feed.toUri().toString());
    }

    /** A mirror of another input than a folder. */
    Mirror(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.put("landing.zone", zone().toUri().toString());
        this.settings.put("mirror.once", "true");
        create(directory);
    }

    Mirror with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Path zone() {
        return directory.resolve("landing-zone");
    }

    Path directory() {
        return directory;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Lands everything below the checkpoint once. */
    CommandRun run() {
        return CommandRun.of(directory, settings, "run");
    }

    /** What {@code status --json} says of each table. */
    Map<Name, JsonNode> status() {
        CommandRun status = CommandRun.of(directory, settings, "status", "--json");
        try {
            Map<Name, JsonNode> tables = new TreeMap<>();
            for (JsonNode table : JSON.readTree(status.out()).path("tables")) {
                tables.put(
                        new Name(
                                table.get("schema").asText(), table.get("table").asText()),
                        table);
            }
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(status.toString(), e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
