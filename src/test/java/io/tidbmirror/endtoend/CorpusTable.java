package io.tidbmirror.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Scenario × variant × result, for people. Thread safe. */
final class CorpusTable {

    private final Map<String, Map<String, Map<String, String>>> results = new ConcurrentSkipListMap<>();

    void add(String scenario, String variant, String setting, List<String> differences) {
        String result = differences.isEmpty() ? "ok" : differences.size() + " wrong";
        results.computeIfAbsent(scenario, s -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(variant, v -> new ConcurrentSkipListMap<>())
                .merge(setting, result, (a, b) -> a.equals("ok") ? b : a);
    }

    void write(Path file) throws IOException {
        TreeSet<String> settings = new TreeSet<>();
        results.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(r -> settings.addAll(r.keySet()));
        StringBuilder text = new StringBuilder(String.format("%-26s%-18s", "scenario", "variant"));
        settings.forEach(s -> text.append(String.format("%-12s", s)));
        results.forEach((scenario, variants) -> new TreeMap<>(variants).forEach((variant, cells) -> {
            text.append(String.format("%n%-26s%-18s", scenario, variant));
            settings.forEach(s -> text.append(String.format("%-12s", cells.getOrDefault(s, "-"))));
        }));
        Files.writeString(file, text.append(System.lineSeparator()).toString());
    }
}
