package io.tidbmirror.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.DdlEvent;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.RowEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the random histories are written with is held against the bytes of TiCDC. */
class WriterAgreesWithTicdcTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DROP_TABLE = 4;

    static Stream<Scenario> scenarios() {
        return GoldenCorpus.open().scenarios().stream()
                .filter(s ->
                        List.of("ddl", "ddl_exotic", "keys", "random_schema").contains(s.name()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void schemaFilesAreTheSameBytes(Scenario scenario) throws IOException {
        Path sink = scenario.variant("csv-recommended").sink();
        SchemaFiles writer = new SchemaFiles(scenario.architecture().equals("new"));
        Map<Long, List<JsonNode>> files = schemaFiles(sink);
        List<String> checked = new ArrayList<>();
        TidbModel model = new TidbModel();
        for (Map.Entry<Long, List<Object>> step : events(scenario).entrySet()) {
            for (JsonNode file : files.getOrDefault(step.getKey(), List.of())) {
                if (file.get("Type").asInt() == DROP_TABLE) {
                    check(sink, file, writer, model, checked);
                }
            }
            run(model, step.getValue());
            for (JsonNode file : files.getOrDefault(step.getKey(), List.of())) {
                if (file.get("Type").asInt() != DROP_TABLE) {
                    check(sink, file, writer, model, checked);
                }
            }
        }
        assertThat(checked).hasSizeGreaterThan(5);
    }

    private static void check(Path sink, JsonNode file, SchemaFiles writer, TidbModel model, List<String> checked)
            throws IOException {
        Name name = new Name(file.get("Schema").asText(), file.get("Table").asText());
        boolean database = name.table().isEmpty();
        boolean view = file.get("Type").asInt() == 21 || file.get("Type").asInt() == 24;
        if (view) {
            return;
        }
        List<Map<String, Object>> columns = database ? null : writer.columns(model.table(name));
        String path = SchemaFiles.path(name, file.get("TableVersion").asLong(), columns);
        byte[] bytes = SchemaFiles.bytes(
                name,
                file.get("TableVersion").asLong(),
                file.get("Query").asText(),
                file.get("Type").asInt(),
                columns);
        assertThat(sink.resolve(path)).exists();
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(Files.readString(sink.resolve(path)));
        checked.add(path);
    }

    static Stream<Scenario> rowScenarios() {
        return GoldenCorpus.open().scenarios().stream()
                .filter(s -> !List.of("types", "names").contains(s.name())
                        && !s.name().startsWith("random"));
    }

    @ParameterizedTest
    @MethodSource("rowScenarios")
    void rowsAreTheSameText(Scenario scenario) throws IOException {
        compare(scenario, "csv-recommended", new RowText(false, false));
        compare(scenario, "csv-oldvalue", new RowText(false, true));
        compare(scenario, "json-ext", new RowText(true, false));
        compare(scenario, "json-content", new RowText(true, true));
    }

    private static void compare(Scenario scenario, String variant, RowText text) throws IOException {
        List<String> golden = lines(scenario.variant(variant).sink(), text.json());
        List<String> ours = new ArrayList<>();
        TidbModel model = new TidbModel();
        for (Map.Entry<Long, List<Object>> step : events(scenario).entrySet()) {
            rows(step.getValue())
                    .collect(Collectors.groupingBy(RowEvent::table))
                    .forEach((name, events) -> {
                        ModelTable table = model.table(name);
                        if (table.keys().isEmpty()) {
                            return;
                        }
                        for (RowChange change : Splitting.changes(table, events)) {
                            text.lines(table, step.getKey(), change)
                                    .forEach(l -> ours.add(text.json() ? comparable(l) : l));
                        }
                    });
            run(model, step.getValue());
        }
        assertThat(golden).as(variant).containsAll(ours);
        List<String> more = new ArrayList<>(golden);
        ours.forEach(more::remove);
        assertThat(more)
                .as("rows that changed nothing, and those of the table without a key")
                .allMatch(l ->
                        l.contains("true") || l.startsWith("\"U\"") || l.contains("UPDATE") || l.contains("nokey"));
    }

    private static SortedMap<Long, List<Object>> events(Scenario scenario) {
        SortedMap<Long, List<Object>> events = new TreeMap<>();
        scenario.truth().history().forEach(e -> events.computeIfAbsent(e.commitTs(), t -> new ArrayList<>())
                .add(e));
        scenario.truth().ddl().forEach(e -> events.computeIfAbsent(e.commitTs(), t -> new ArrayList<>())
                .add(e));
        return events;
    }

    private static Stream<RowEvent> rows(List<Object> step) {
        return step.stream()
                .filter(RowEvent.class::isInstance)
                .map(RowEvent.class::cast)
                .filter(e -> !e.backfill());
    }

    private static void run(TidbModel model, List<Object> step) {
        model.apply(rows(step).toList());
        step.stream()
                .filter(DdlEvent.class::isInstance)
                .map(DdlEvent.class::cast)
                .forEach(e -> model.execute(e.schema(), e.table(), e.statement()));
    }

    private static Map<Long, List<JsonNode>> schemaFiles(Path sink) throws IOException {
        try (Stream<Path> tree = Files.walk(sink)) {
            return tree.filter(p -> p.getFileName().toString().startsWith("schema_"))
                    .map(WriterAgreesWithTicdcTest::read)
                    .collect(Collectors.groupingBy(f -> f.get("TableVersion").asLong()));
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path sink, boolean json) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(sink)) {
            for (Path file : tree.filter(p -> p.getFileName().toString().matches("CDC\\d+\\.(csv|json)"))
                    .toList()) {
                String text = Files.readString(file);
                for (String line : text.split(text.contains("\r\n") ? "\r\n" : "\n(?=[\"{])")) {
                    lines.add(json ? comparable(line) : line.stripTrailing());
                }
            }
        }
        return lines;
    }

    /** Without what is random: the writer's clock and the order of types. */
    private static String comparable(String message) {
        try {
            ObjectNode node = (ObjectNode) JSON.readTree(message);
            node.remove("ts");
            Map<String, String> types = new TreeMap<>();
            node.remove("mysqlType")
                    .properties()
                    .forEach(e -> types.put(e.getKey(), e.getValue().asText()));
            return node + types.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(message, e);
        }
    }
}
