package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.FinalState;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios full of DDL, landed from their beginning and again in steps: the folded files are what TiDB held at the end. */
@Execution(ExecutionMode.CONCURRENT)
class DdlCorpusTest {

    private static final List<String> SCENARIOS = List.of("ddl", "ddl_exotic", "random_schema");

    private static final List<String> STEPPED = List.of("csv-recommended", "csv-restart", "json-content");

    private static final CorpusTable TABLE = new CorpusTable();

    @TempDir
    Path folder;

    @AfterAll
    static void writeTheTable() throws IOException {
        TABLE.write(Path.of("target", "corpus-table-ddl.txt"));
    }

    static Stream<Variant> changefeeds() {
        return GoldenCorpus.ARCHITECTURES.stream()
                .flatMap(a -> SCENARIOS.stream().map(s -> GoldenCorpus.open().scenario(a, s)))
                .flatMap(s -> s.variants().stream())
                .filter(v -> v.hasCommitTs()
                        && !v.name().equals("csv-raw")
                        && !v.name().equals("csv-unresolved"));
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void theFilesFoldToWhatTidbHeldAtTheEnd(Variant variant) throws IOException, SQLException {
        Mirror mirror = new Mirror(folder, variant.sink(), variant.toProperties()).with("landing.zero-date", "text");

        judge(mirror, variant, "at once");
    }

    private static void judge(Mirror mirror, Variant variant, String setting) throws IOException, SQLException {
        CommandRun run = mirror.run();
        List<String> differences = differences(mirror, variant);
        TABLE.add(variant.scenario().toString(), variant.name(), setting, differences);
        assertThat(differences).as(run.out() + run.err()).isEmpty();
    }

    static Stream<Variant> someChangefeeds() {
        return changefeeds().filter(v -> STEPPED.contains(v.name()));
    }

    @ParameterizedTest
    @MethodSource("someChangefeeds")
    void aCheckpointThatRisesThroughEveryStatementEndsThereToo(Variant variant) throws IOException, SQLException {
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long last = feed.checkpoint();
        Mirror mirror = new Mirror(folder.resolve("mirror"), feed.folder(), feed.settings())
                .with("landing.zero-date", "text")
                .with("batch.max-rows", "3");
        long[] steps = variant.scenario().truth().history().stream()
                .mapToLong(Truth.RowEvent::commitTs)
                .distinct()
                .sorted()
                .toArray();
        for (int i = 0; i < steps.length; i += Math.max(1, steps.length / 6)) {
            feed.moveCheckpoint(steps[i]);
            mirror.run();
        }
        feed.moveCheckpoint(last);

        judge(mirror, variant, "in steps");
    }

    private static List<String> differences(Mirror mirror, Variant variant) throws IOException, SQLException {
        Truth truth = variant.scenario().truth();
        Map<Name, JsonNode> status = mirror.status();
        List<String> differences = new ArrayList<>();
        for (Map.Entry<Name, List<ColumnTruth>> table : truth.columns().entrySet()) {
            List<ColumnTruth> columns =
                    table.getValue().stream().filter(c -> !c.virtual()).toList();
            JsonNode line = status.get(table.getKey());
            String state = line == null ? "unknown" : line.path("state").asText();
            if (exceptions(variant).contains(table.getKey())) {
                if (!state.equals("QUARANTINED")) {
                    differences.add(table.getKey() + " is excepted and " + state);
                }
            } else if (state.equals("ACTIVE")) {
                Path landed = mirror.zone().resolve(line.path("folder").asText());
                List<String> key = key(columns);
                new FinalState(columns, key, ZeroDates.TEXT)
                        .differences(landed, truth.finalRows().get(table.getKey()))
                        .forEach(d -> differences.add(table.getKey() + ": " + d));
            } else if (!key(columns).isEmpty()) {
                differences.add(table.getKey() + " is " + state + ": " + line);
            }
        }
        folders(mirror.zone()).stream()
                .filter(found -> truth.columns().keySet().stream()
                        .noneMatch(name -> found.equals(name.schema() + ".schema/" + name.table())))
                .forEach(found -> differences.add("folder " + found + " should not be there"));
        return differences;
    }

    /** Tables that must be quarantined, since the bytes do not tell what a statement did to their rows. */
    private static Set<Name> exceptions(Variant variant) throws IOException {
        Set<Name> names = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/ddl-exceptions.txt"))) {
            String[] words = line.split("[ :]", 3);
            if (!line.startsWith("#") && words[0].equals(variant.scenario().name())) {
                names.add(new Name(words[1].split("\\.")[0], words[1].split("\\.")[1]));
            }
        }
        return names;
    }

    private static Set<String> folders(Path zone) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(zone, 2)) {
            paths.filter(p -> p.getParent().toString().endsWith(".schema"))
                    .forEach(p -> found.add(zone.relativize(p).toString().replace('\\', '/')));
        }
        return found;
    }

    private static List<String> key(List<ColumnTruth> columns) {
        List<String> primary = columns.stream()
                .filter(c -> c.key().equals("PRI"))
                .map(ColumnTruth::name)
                .toList();
        return primary.isEmpty()
                ? columns.stream()
                        .filter(c -> c.key().equals("UNI") && !c.nullable())
                        .map(ColumnTruth::name)
                        .limit(1)
                        .toList()
                : primary;
    }
}
