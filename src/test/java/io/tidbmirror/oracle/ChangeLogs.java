package io.tidbmirror.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.Row;
import io.tidbmirror.corpus.Truth.RowEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives from the truth of a scenario without DDL in mid-stream what each of its tables must look like when landed. */
public final class ChangeLogs {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was derived once: hundreds of landing zones are judged by a scenario. */
    private static final Map<Asked, Map<Name, TableTruth>> KNOWN = new ConcurrentHashMap<>();

    private record Asked(Scenario scenario, boolean oldValues) {}

    private ChangeLogs() {}

    /**
     * The tables that have a usable key.
     *
     * @param oldValues whether the changefeed shows every update as delete and insert ({@code output-old-value})
     */
    public static Map<Name, TableTruth> of(Scenario scenario, boolean oldValues) {
        return KNOWN.computeIfAbsent(
                new Asked(scenario, oldValues),
                asked -> Collections.unmodifiableMap(derived(asked.scenario(), asked.oldValues())));
    }

    private static Map<Name, TableTruth> derived(Scenario scenario, boolean oldValues) {
        Truth truth = scenario.truth();
        Map<Name, List<RowEvent>> events = truth.history().stream()
                .collect(Collectors.groupingBy(RowEvent::table, TreeMap::new, Collectors.toList()));
        Map<Name, TableTruth> tables = new TreeMap<>();
        truth.columns().forEach((name, all) -> {
            List<ColumnTruth> columns = all.stream().filter(c -> !c.virtual()).toList();
            List<String> key = key(columns);
            if (!key.isEmpty()) {
                Set<String> indexed = oldValues ? null : indexed(columns);
                List<Commit> commits = commits(events.getOrDefault(name, List.of()), key, indexed);
                tables.put(name, new TableTruth(name, columns, key, commits));
            }
        });
        return scenario.architecture().equals("new") ? withSameValuePuts(scenario, tables) : tables;
    }

    /** Tables of which TiCDC tells no usable key: neither a primary key nor a unique key of NOT NULL columns. */
    public static Set<Name> keyless(Scenario scenario) {
        return scenario.truth().columns().entrySet().stream()
                .filter(e -> key(e.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<String> key(List<ColumnTruth> columns) {
        List<String> primary = named(columns, "PRI");
        return primary.isEmpty()
                ? columns.stream()
                        .filter(c -> c.key().equals("UNI") && !c.nullable())
                        .map(ColumnTruth::name)
                        .limit(1)
                        .toList()
                : primary;
    }

    private static List<String> named(List<ColumnTruth> columns, String key) {
        return columns.stream()
                .filter(c -> c.key().equals(key))
                .map(ColumnTruth::name)
                .toList();
    }

    private static Set<String> indexed(List<ColumnTruth> columns) {
        return columns.stream()
                .filter(c -> !c.key().isEmpty())
                .map(ColumnTruth::name)
                .collect(Collectors.toSet());
    }

    private static List<Commit> commits(List<RowEvent> events, List<String> key, Set<String> indexed) {
        Map<Long, List<RowEvent>> byTs =
                events.stream().collect(Collectors.groupingBy(RowEvent::commitTs, TreeMap::new, Collectors.toList()));
        List<Commit> commits = new ArrayList<>();
        byTs.forEach((ts, together) -> commits.add(commit(ts, together, key, indexed)));
        return commits;
    }

    /** {@code indexed}: columns whose change TiCDC splits; null if it splits every update. */
    private static Commit commit(long ts, List<RowEvent> events, List<String> key, Set<String> indexed) {
        Set<List<String>> gone = new LinkedHashSet<>();
        Set<List<String>> splits = new LinkedHashSet<>();
        Map<List<String>, Map<String, String>> upserts = new LinkedHashMap<>();
        for (RowEvent event : events) {
            if (event.before() != null) {
                List<String> old = values(event.before(), key);
                gone.add(old);
                if (event.after() == null || indexed == null || differ(event, indexed)) {
                    splits.add(old);
                }
            }
            if (event.after() != null) {
                upserts.put(values(event.after(), key), event.after().values());
            }
        }
        gone.removeAll(upserts.keySet());
        splits.retainAll(upserts.keySet());
        return new Commit(ts, gone, upserts, splits);
    }

    private static boolean differ(RowEvent event, Set<String> columns) {
        return columns.stream()
                .anyMatch(c -> !Objects.equals(
                        event.before().values().get(c), event.after().values().get(c)));
    }

    private static List<String> values(Row row, List<String> columns) {
        return columns.stream().map(c -> row.values().get(c)).toList();
    }

    /**
     * The new architecture emits a put of the same value as an update, which the history does not list. They are taken
     * from the messages of {@code json-ext}, where {@code old} shows them; the row is the one the log has at that time.
     */
    private static Map<Name, TableTruth> withSameValuePuts(Scenario scenario, Map<Name, TableTruth> tables) {
        for (JsonNode message : updates(scenario.variant("json-ext").sink())) {
            JsonNode data = message.get("data").get(0);
            TableTruth table = tables.get(new Name(
                    message.get("database").asText(), message.get("table").asText()));
            if (table != null && data.equals(message.get("old").get(0))) {
                long ts = message.get("_tidb").get("commitTs").asLong();
                List<String> key =
                        table.key().stream().map(c -> data.get(c).asText()).toList();
                tables.put(table.name(), withPut(table, ts, key));
            }
        }
        return tables;
    }

    private static TableTruth withPut(TableTruth table, long ts, List<String> key) {
        Map<String, String> row = table.below(ts + 1).fold().get(key);
        if (row == null) {
            throw new AssertionError("put of a value that is not there: " + table.name() + " " + key + " at " + ts);
        }
        List<Commit> commits = new ArrayList<>(table.commits());
        Commit there = commits.stream().filter(c -> c.ts() == ts).findFirst().orElse(null);
        if (there == null) {
            int at = (int) commits.stream().filter(c -> c.ts() < ts).count();
            commits.add(at, new Commit(ts, Set.of(), Map.of(key, row), Set.of(key)));
        } else {
            Map<List<String>, Map<String, String>> upserts = new LinkedHashMap<>(there.upserts());
            upserts.putIfAbsent(key, row);
            commits.set(commits.indexOf(there), new Commit(ts, there.deletes(), upserts, there.splits()));
        }
        return new TableTruth(table.name(), table.columns(), table.key(), commits);
    }

    private static List<JsonNode> updates(Path sink) {
        try (Stream<Path> files = Files.walk(sink)) {
            List<JsonNode> messages = new ArrayList<>();
            for (Path file : (Iterable<Path>)
                    files.filter(p -> p.getFileName().toString().matches("CDC.*\\.json"))::iterator) {
                for (String line : Files.readAllLines(file)) {
                    if (line.contains("\"type\":\"UPDATE\"")) {
                        messages.add(JSON.readTree(line));
                    }
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
