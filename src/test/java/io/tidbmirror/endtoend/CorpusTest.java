package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.RowEvent;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario without DDL in mid-stream × every storage variant × both architectures, landed by the command line and
 * judged by the oracle.
 *
 * <p>Each changefeed is landed alone once. For the other settings of windows the scenarios of a variant are put into one
 * changefeed folder, which saves starting the mirror a thousand times.
 */
@Execution(ExecutionMode.CONCURRENT)
class CorpusTest {

    private static final CorpusTable TABLE = new CorpusTable();
    private static final String ZERO_DATE = "landing.zero-date";

    @TempDir
    Path folder;

    @AfterAll
    static void printTheTable() throws IOException {
        TABLE.write(Path.of("target", "corpus-table.txt"));
    }

    static Stream<Variant> changefeeds() {
        return GoldenCorpus.open().oneSchemaScenarios().stream()
                .flatMap(s -> s.variants().stream())
                .filter(v -> !v.name().equals("csv-raw") && !v.name().equals("csv-unresolved"));
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void aChangefeedIsLandedEachChangeOnce(Variant variant) {
        Mirror mirror = new Mirror(folder, variant.sink(), variant.toProperties()).with(ZERO_DATE, "text");
        MergedFeed feed = new MergedFeed(variant.sink(), List.of(variant));
        judge(feed, "default", mirror, ZeroDates.TEXT);
    }

    static Stream<Arguments> merged() {
        List<String> variants = changefeeds()
                .filter(Variant::hasCommitTs)
                .map(Variant::name)
                .distinct()
                .toList();
        return GoldenCorpus.ARCHITECTURES.stream()
                .flatMap(a ->
                        variants.stream().filter(v -> !variants(a, v).isEmpty()).map(v -> Arguments.of(a, v)));
    }

    @ParameterizedTest
    @MethodSource("merged")
    void windowsOfAnySizeLandTheSameLog(String architecture, String variant) {
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), variants(architecture, variant));
        List<String> wrong = new ArrayList<>();
        wrong.addAll(judged(feed, "null dates", mirror(feed, "null"), ZeroDates.NULL));
        for (String rows : List.of("1", "7")) {
            Mirror mirror = mirror(feed, "rows-" + rows).with(ZERO_DATE, "text").with("batch.max-rows", rows);
            wrong.addAll(judged(feed, "rows=" + rows, mirror, ZeroDates.TEXT));
            if (rows.equals("7")) {
                wrong.addAll(judged(feed, "again", mirror, ZeroDates.TEXT));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("merged")
    void aCheckpointThatRisesInStepsLandsTheSameLog(String architecture, String variant) {
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), variants(architecture, variant));
        long last = feed.checkpoint();
        Mirror mirror = mirror(feed, "steps").with(ZERO_DATE, "text");
        List<String> wrong = new ArrayList<>();
        for (long checkpoint : List.of(commitAt(feed, 1), commitAt(feed, 2), last)) {
            feed.moveCheckpoint(checkpoint);
            wrong.addAll(judged(feed, "steps", mirror, ZeroDates.TEXT));
        }
        assertThat(wrong).isEmpty();
    }

    static Stream<Variant> unresolved() {
        return GoldenCorpus.open().oneSchemaScenarios().stream().map(s -> s.variant("csv-unresolved"));
    }

    @ParameterizedTest
    @MethodSource("unresolved")
    void exactlyTheRowsBelowTheCheckpointAreLandedAndTheRestWhenItMoves(Variant variant) {
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), List.of(variant));
        long end = variant.scenario().truth().history().stream()
                .mapToLong(RowEvent::commitTs)
                .max()
                .orElseThrow();
        assertThat(feed.checkpoint()).isLessThan(end);
        Mirror mirror = mirror(feed, "unresolved").with(ZERO_DATE, "text");

        judge(feed, "default", mirror, ZeroDates.TEXT);
        feed.moveCheckpoint(end + 1);
        judge(feed, "default", mirror, ZeroDates.TEXT);
    }

    static Stream<Variant> raw() {
        return GoldenCorpus.open().oneSchemaScenarios().stream()
                .flatMap(s -> s.variants().stream())
                .filter(v -> v.name().equals("csv-raw"));
    }

    @ParameterizedTest
    @MethodSource("raw")
    void rawChangesWithoutOldValuesAreRefusedWithTheReason(Variant variant) {
        Mirror mirror = new Mirror(folder, variant.sink(), variant.toProperties());

        CommandRun run = mirror.run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("output-raw-change-event").contains("output-old-value");
        assertThat(mirror.zone()).doesNotExist();
        TABLE.add(variant.scenario().toString(), variant.name(), "refused", List.of());
    }

    private void judge(MergedFeed feed, String setting, Mirror mirror, ZeroDates zeroDates) {
        assertThat(judged(feed, setting, mirror, zeroDates)).isEmpty();
    }

    private List<String> judged(MergedFeed feed, String setting, Mirror mirror, ZeroDates zeroDates) {
        CommandRun run = mirror.run();
        List<String> wrong = new ArrayList<>();
        if (run.exitCode() != exitCode(feed)) {
            wrong.add(setting + ": exit code " + run.exitCode() + " instead of " + exitCode(feed) + ": " + run.out()
                    + run.err());
        }
        return judgeLanded(feed, setting, mirror, zeroDates, wrong);
    }

    private List<String> judgeLanded(
            MergedFeed feed, String setting, Mirror mirror, ZeroDates zeroDates, List<String> before) {
        Map<Name, JsonNode> status = mirror.status();
        List<String> wrong = new ArrayList<>(before);
        for (Variant variant : feed.variants()) {
            List<String> differences =
                    new ArrayList<>(Verdict.of(mirror, status, variant, zeroDates, feed.checkpoint()));
            differences.addAll(before);
            TABLE.add(variant.scenario().toString(), variant.name(), setting, differences);
            differences.forEach(d -> wrong.add(setting + " " + variant + " " + d));
        }
        return wrong;
    }

    /** 4 if a table is quarantined below the checkpoint. */
    private static int exitCode(MergedFeed feed) {
        long checkpoint = feed.checkpoint();
        boolean quarantined = feed.variants().stream().anyMatch(v -> {
            Map<Name, Long> created = v.scenario().truth().created();
            return Verdict.keyless(v).stream().anyMatch(name -> created.get(name) < checkpoint);
        });
        return quarantined ? 4 : 0;
    }

    private Mirror mirror(MergedFeed feed, String name) {
        return new Mirror(folder.resolve(name), feed.folder(), feed.settings());
    }

    private static List<Variant> variants(String architecture, String variant) {
        return GoldenCorpus.open().oneSchemaScenarios().stream()
                .filter(s -> s.architecture().equals(architecture))
                .flatMap(s -> s.variants().stream())
                .filter(v -> v.name().equals(variant))
                .toList();
    }

    /** The commit-ts at so many thirds of all commits. */
    private static long commitAt(MergedFeed feed, int thirds) {
        long[] commits = feed.scenarios().stream()
                .map(Scenario::truth)
                .flatMap(t -> t.history().stream())
                .mapToLong(RowEvent::commitTs)
                .sorted()
                .toArray();
        return commits[commits.length * thirds / 3];
    }
}
