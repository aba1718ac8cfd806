package io.tidbmirror.endtoend;

import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.oracle.ChangeLogs;
import io.tidbmirror.oracle.LandingReader;
import io.tidbmirror.oracle.TableOracle;
import io.tidbmirror.oracle.TableTruth;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A landing zone in a folder into which one changefeed of a topic is mirrored, by whatever instances.
 *
 * @param folder where zone and state are
 * @param variant the changefeed
 */
record MirroredTopic(Path folder, MessageVariant variant) {
    /** The settings of an instance that lands soon. */
    Map<String, String> settings(Map<String, String> topic) {
        Map<String, String> settings = new LinkedHashMap<>(topic);
        settings.put("landing.zone", zone().toUri().toString());
        settings.put("landing.state", folder.resolve("state").toUri().toString());
        settings.put("landing.zero-date", "text");
        settings.put("batch.max-age", "100ms");
        settings.put("feed.poll-interval", "200ms");
        settings.put("camel.management.enabled", "false");
        return settings;
    }

    private Path zone() {
        return folder.resolve("zone");
    }

    /** The landing files there are. */
    long files() throws IOException {
        if (!Files.isDirectory(zone())) {
            return 0;
        }
        try (var files = Files.walk(zone())) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    /** What differs from TiDB at the last watermark. */
    List<String> differences() throws Exception {
        List<String> differences = new ArrayList<>();
        Map<Name, TableTruth> truth = new TreeMap<>(ChangeLogs.of(variant.scenario(), false));
        try (LandingReader reader = new LandingReader()) {
            for (Map.Entry<Name, TableTruth> table : truth.entrySet()) {
                Path place = zone().resolve(table.getKey().schema() + ".schema")
                        .resolve(table.getKey().table());
                if (!Files.isRegularFile(place.resolve("_metadata.json"))) {
                    differences.add(table.getKey() + " is not there");
                    continue;
                }
                TableOracle.differences(
                                reader.read(place), table.getValue().below(variant.watermark()), ZeroDates.TEXT, true)
                        .forEach(difference -> differences.add(table.getKey() + ": " + difference));
            }
        }
        return differences;
    }
}
