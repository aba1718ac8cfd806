package io.tidbmirror.wiring.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.tidbmirror.change.FatalException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The changefeed's own TOML file: its options below {@code [sink]} and {@code [scheduler]}, as keys below
 * {@code feed.}, and its dispatchers.
 */
final class ChangefeedFile {
    /** Dispatchers that spread the rows of a table; the first is the old name of the second. */
    private static final Set<String> BY_VALUES = Set.of("rowid", "index-value", "columns");

    private ChangefeedFile() {}

    /**
     * Reads the options that are settings here; all others are TiCDC's to check.
     *
     * @return canonical key to text
     */
    static Map<String, String> read(String file) {
        try {
            JsonNode root = new TomlMapper().readTree(Path.of(file.strip()).toFile());
            Map<String, String> texts = new TreeMap<>();
            collect("feed", root.path("sink"), texts);
            collect("feed", root.path("scheduler"), texts);
            dispatcher(root.path("sink").path("dispatchers"), texts);
            return texts;
        } catch (JsonProcessingException malformed) {
            throw refuse(
                    file,
                    malformed.getOriginalMessage() + " at line "
                            + malformed.getLocation().getLineNr());
        } catch (IOException | InvalidPathException unreadable) {
            throw refuse(file, "cannot be read: " + unreadable.getMessage());
        }
    }

    /** The dispatcher that asks for most: one of several rules may be that of any table. */
    private static void dispatcher(JsonNode rules, Map<String, String> texts) {
        List<String> partitions = rules.findValuesAsText("partition");
        if (partitions.contains("ts")) {
            texts.put(KafkaSettings.DISPATCHER.name(), "ts");
        } else if (partitions.stream().anyMatch(BY_VALUES::contains)) {
            texts.put(KafkaSettings.DISPATCHER.name(), "index-value");
        }
    }

    private static void collect(String prefix, JsonNode node, Map<String, String> texts) {
        node.properties().forEach(field -> {
            String key = prefix + "." + field.getKey();
            Setting<?> setting = Catalogue.find(key);
            if (setting != null && field.getValue().isValueNode()) {
                texts.put(setting.name(), field.getValue().asText());
            } else {
                collect(key, field.getValue(), texts);
            }
        });
    }

    private static FatalException refuse(String file, String reason) {
        return FeedSettings.CHANGEFEED_CONFIG.refusal(file, reason);
    }
}
