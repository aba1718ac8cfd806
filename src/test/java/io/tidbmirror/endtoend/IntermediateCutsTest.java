package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.endtoend.CutJudge.Finding;
import io.tidbmirror.feed.MemoryFeedStore;
import io.tidbmirror.land.MemoryHeadStore;
import io.tidbmirror.land.MemoryLandingZone;
import io.tidbmirror.model.GoldenReplay;
import io.tidbmirror.wiring.DirectMirror;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden changefeed with commit-ts, its checkpoint moved step by step: to each commit-ts, to each DDL and right above
 * it. At each step the landing zone is what the model of TiDB has there. {@code -Dcuts=all} leaves out no step.
 */
@Execution(ExecutionMode.CONCURRENT)
class IntermediateCutsTest {

    private static final CutExceptions EXCEPTIONS = CutExceptions.read();
    private static final boolean ALL = "all".equals(System.getProperty("cuts"));
    private static final int MOST_COMMITS = 60;

    private static final CorpusTable TABLE = new CorpusTable();

    @AfterAll
    static void noExceptionIsStale() throws IOException {
        TABLE.write(Path.of("target", "corpus-table-cuts.txt"));
        assertThat(EXCEPTIONS.unused()).isEmpty();
    }

    static Stream<Variant> changefeeds() {
        return GoldenCorpus.open().scenarios().stream()
                .flatMap(s -> s.variants().stream())
                .filter(v -> v.hasCommitTs() && !v.name().equals("csv-raw"));
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void theLandingZoneIsRightAtEveryStep(Variant variant) throws IOException {
        GoldenReplay replay = GoldenReplay.of(variant.scenario());
        MemoryFeedStore feed = load(variant);
        MemoryLandingZone zone = new MemoryLandingZone();
        DirectMirror mirror = new DirectMirror(settings(variant), feed, zone, new MemoryHeadStore());
        CutJudge judge = new CutJudge(new MemoryTables(zone, mirror), replay::below, replay::before, name -> true);
        Map<Finding, Long> wrong = new LinkedHashMap<>();
        for (long cut : cuts(replay)) {
            feed.put("metadata", "{\"checkpoint-ts\":" + cut + "}");
            mirror.advance();
            for (Finding finding : judge.judge(cut)) {
                if (!EXCEPTIONS.allow(variant, finding)) {
                    wrong.putIfAbsent(finding, cut);
                }
            }
        }
        List<String> found = wrong.keySet().stream().map(Finding::toString).toList();
        TABLE.add(variant.scenario().toString(), variant.name(), "every cut", found);
        assertThat(wrong)
                .as("findings and the cut at which each was first seen")
                .isEmpty();
    }

    private static SortedSet<Long> cuts(GoldenReplay replay) {
        List<Long> commits = new ArrayList<>(replay.steps());
        int stride = ALL ? 1 : 1 + commits.size() / MOST_COMMITS;
        SortedSet<Long> cuts = new TreeSet<>();
        for (int i = 0; i < commits.size(); i += stride) {
            cuts.add(commits.get(i));
        }
        for (long ddl : replay.ddl()) {
            cuts.add(ddl);
            cuts.add(ddl + 1);
        }
        cuts.add(commits.get(commits.size() - 1) + 1);
        return cuts;
    }

    private static Settings settings(Variant variant) {
        Map<String, String> settings = new HashMap<>(variant.toProperties());
        settings.put("landing.zero-date", "text");
        settings.put("feed.complete", "true");
        return Settings.parse(settings);
    }

    private static MemoryFeedStore load(Variant variant) throws IOException {
        MemoryFeedStore store = new MemoryFeedStore().pagesOf(Integer.MAX_VALUE);
        try (Stream<Path> tree = Files.walk(variant.sink())) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                store.put(variant.sink().relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return store;
    }
}
