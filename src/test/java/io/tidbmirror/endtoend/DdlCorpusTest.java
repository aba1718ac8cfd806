package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
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
        Set<Name> stopped = exceptions(variant);
        return DdlJudge.differences(mirror, variant.scenario(), stopped::contains);
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
}
