package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.RowEvent;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.generated.DumpWriter;
import io.tidbmirror.generated.DumpWriter.Flavour;
import io.tidbmirror.oracle.ChangeLogs;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import io.tidbmirror.oracle.TableOracle;
import io.tidbmirror.oracle.TableTruth;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Dumpling export of the middle of a history, and the changefeed of all of it: the tables hold what TiDB holds. */
@Execution(ExecutionMode.CONCURRENT)
class SnapshotHandOffTest {
    private static final int ROWS_PER_FILE = 5;
    private static final long MINUTE = 60_000L << 18;

    @TempDir
    Path folder;

    static Stream<Arguments> scenarios() {
        List<Arguments> all = new ArrayList<>();
        Flavour[] flavours = Flavour.values();
        int next = 0;
        for (Scenario scenario : GoldenCorpus.open().oneSchemaScenarios()) {
            String variant = next % 2 == 0 ? "csv-recommended" : "json-content";
            all.add(Arguments.of(scenario.variant(variant), flavours[next++ % flavours.length]));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void anExportLandsFirstAndTheChangefeedGoesOnAboveIt(Variant variant, Flavour flavour) throws Exception {
        long tso = middle(variant.scenario());
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long end = feed.checkpoint();
        int loaded = export(variant.scenario(), tso, flavour);
        Mirror mirror = withExport(feed, flavour);

        feed.moveCheckpoint(tso + 1);
        assertThat(judged(mirror, variant.scenario(), tso + 1)).isEmpty();
        assertThat(rows(mirror)).isEqualTo(loaded);
        feed.moveCheckpoint(end);
        assertThat(judged(mirror, variant.scenario(), end)).isEmpty();
    }

    @Test
    void noRowOfTheChangefeedUpToTheExportLandsAgain() throws Exception {
        Variant variant = bookshop();
        long tso = middle(variant.scenario());
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long end = feed.checkpoint();
        int loaded = export(variant.scenario(), tso, Flavour.SQL);
        Mirror mirror = withExport(feed, Flavour.SQL);
        Mirror plain = new Mirror(folder.resolve("plain"), feed.folder(), feed.settings());

        mirror.run();
        feed.moveCheckpoint(tso + 1);
        plain.run();
        long before = rows(plain);
        feed.moveCheckpoint(end);
        plain.run();

        assertThat(rows(mirror) - loaded).isEqualTo(rows(plain) - before);
    }

    @Test
    void aChangefeedThatMayBeginAboveTheExportIsRefused() throws Exception {
        Variant variant = GoldenCorpus.open().oneSchemaScenarios().get(0).variant("csv-recommended");
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long first = variant.scenario().truth().created().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
        long tso = first - MINUTE;
        export(variant.scenario(), tso, Flavour.CSV);

        CommandRun run = withExport(feed, Flavour.CSV).run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("changes in between may be missing").contains("--start-ts=" + tso);
    }

    @Test
    void anExportOfMixedMomentsIsRefused() throws Exception {
        Variant variant = GoldenCorpus.open().oneSchemaScenarios().get(0).variant("csv-recommended");
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long tso = middle(variant.scenario());
        export(variant.scenario(), tso, Flavour.CSV);

        CommandRun run = withExport(feed, Flavour.CSV)
                .with("snapshot.tso", Long.toString(tso + 1))
                .run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("more than one position");
    }

    @Test
    void aProcessKilledAtEachFileOfTheLoadGoesOnFromTheRowItReached() throws Exception {
        Variant variant = bookshop();
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long tso = middle(variant.scenario());
        int loaded = export(variant.scenario(), tso, Flavour.CSV_GZIP);
        feed.moveCheckpoint(tso + 1);
        Mirror mirror =
                withExport(feed, Flavour.CSV_GZIP).with("batch.max-rows", Integer.toString(Math.max(1, loaded / 5)));

        for (int kill = 1; kill <= 4; kill++) {
            Path log = folder.resolve("log-" + kill);
            Process process = MirrorProcess.start(
                    mirror.directory(),
                    log,
                    List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dtidbmirror.failpoints=after-publish=300000"),
                    mirror.settings());
            try {
                int reached = kill;
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> !process.isAlive() || files(mirror) >= reached);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }

        assertThat(judged(mirror, variant.scenario(), tso + 1)).isEmpty();
        assertThat(rows(mirror)).as("each row of the export once").isEqualTo(loaded);
    }

    private static Variant bookshop() {
        return GoldenCorpus.open().oneSchemaScenarios().stream()
                .filter(s -> s.name().equals("bookshop"))
                .findFirst()
                .orElseThrow()
                .variant("csv-recommended");
    }

    /** Landing files, published for sure. */
    private static long files(Mirror mirror) throws IOException {
        if (!Files.isDirectory(mirror.zone())) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(mirror.zone())) {
            return all.filter(path -> path.getFileName().toString().matches("\\d{20}\\.parquet"))
                    .count();
        } catch (UncheckedIOException cameAndWent) {
            return 0;
        }
    }

    private Mirror withExport(MergedFeed feed, Flavour flavour) {
        Mirror mirror = new Mirror(folder.resolve("mirror"), feed.folder(), feed.settings())
                .with("landing.zero-date", "text")
                .with("snapshot.location", folder.resolve("export").toUri().toString());
        flavour.settings().forEach(mirror::with);
        return mirror;
    }

    private static long rows(Mirror mirror) {
        return mirror.status().values().stream()
                .mapToLong(table -> table.path("rows").asLong())
                .sum();
    }

    private static List<String> judged(Mirror mirror, Scenario scenario, long checkpoint) throws Exception {
        CommandRun run = mirror.run();
        Map<Name, JsonNode> status = mirror.status();
        List<String> differences = new ArrayList<>();
        Map<Name, Long> created = scenario.truth().created();
        try (LandingReader reader = new LandingReader()) {
            for (TableTruth truth : ChangeLogs.of(scenario, false).values()) {
                if (created.get(truth.name()) < checkpoint) {
                    JsonNode line = status.get(truth.name());
                    if (line == null || !line.path("state").asText().equals("ACTIVE")) {
                        differences.add(truth.name() + ": " + line + run.err());
                        continue;
                    }
                    LandedTable landed =
                            reader.read(mirror.zone().resolve(line.get("folder").asText()));
                    TableOracle.differences(landed, truth.below(checkpoint), ZeroDates.TEXT, false)
                            .forEach(d -> differences.add(truth.name() + ": " + d));
                    if (line.path("covered").asLong() != checkpoint) {
                        differences.add(truth.name() + ": covered " + line.path("covered"));
                    }
                }
            }
        }
        return differences;
    }

    /** The commit-ts in the middle of the history. */
    private static long middle(Scenario scenario) {
        long[] commits = scenario.truth().history().stream()
                .mapToLong(RowEvent::commitTs)
                .distinct()
                .toArray();
        return commits[commits.length / 2];
    }

    /** Exports the tables that exist at a TSO; returns the rows of those that can be landed. */
    private int export(Scenario scenario, long tso, Flavour flavour) throws Exception {
        DumpWriter dump = new DumpWriter(folder.resolve("export"), flavour, ROWS_PER_FILE);
        Map<Name, Long> created = scenario.truth().created();
        Map<Name, TableTruth> truth = new TreeMap<>(ChangeLogs.of(scenario, false));
        int rows = 0;
        for (Map.Entry<Name, List<ColumnTruth>> table :
                scenario.truth().columns().entrySet()) {
            if (created.get(table.getKey()) <= tso || created.values().stream().allMatch(ts -> ts > tso)) {
                TableTruth log = truth.get(table.getKey());
                List<Map<String, String>> content = log == null
                        ? List.of()
                        : List.copyOf(log.below(tso + 1).fold().values());
                dump.table(table.getKey(), table.getValue(), content);
                rows += content.size();
            }
        }
        dump.metadata(tso);
        return rows;
    }
}
