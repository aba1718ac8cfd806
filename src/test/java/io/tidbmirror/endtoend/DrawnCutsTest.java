package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.endtoend.CutJudge.Finding;
import io.tidbmirror.model.GoldenReplay;
import io.tidbmirror.model.TableState;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios with DDL as a user mirrors them: the command line, Parquet, DuckDB. Each storage variant with commit-ts is
 * landed up to a cut drawn by its name, and then to its end; {@code -Dseed=N} draws another.
 */
@Execution(ExecutionMode.CONCURRENT)
class DrawnCutsTest {

    private static final CutExceptions EXCEPTIONS = CutExceptions.read();

    @TempDir
    Path folder;

    static Stream<Arguments> changefeeds() {
        return GoldenCorpus.ARCHITECTURES.stream().flatMap(a -> variants(a, "").stream()
                .filter(v -> v.hasCommitTs() && !v.name().equals("csv-raw"))
                .map(Variant::name)
                .distinct()
                .map(v -> Arguments.of(a, v)));
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void runsUpToACutAndFromThereLandWhatTidbHas(String architecture, String variant) throws IOException {
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), variants(architecture, variant));
        long end = feed.checkpoint();
        List<Long> steps = feed.scenarios().stream()
                .flatMap(s -> GoldenReplay.of(s).ddl().stream())
                .sorted()
                .toList();
        long cut = Math.min(
                end,
                steps.get(new Random((architecture + variant).hashCode() + Long.getLong("seed", 0))
                                .nextInt(steps.size()))
                        + 1);

        assertThat(judged(feed, cut)).isEmpty();
        assertThat(judged(feed, end)).isEmpty();
    }

    private Map<Finding, Long> judged(MergedFeed feed, long cut) throws IOException {
        feed.moveCheckpoint(cut);
        Mirror mirror = new Mirror(folder, feed.folder(), feed.settings())
                .with("landing.zero-date", "text")
                .with("feed.complete", "true");
        mirror.run();
        Map<Finding, Long> wrong = new LinkedHashMap<>();
        try (LandingReader reader = new LandingReader()) {
            List<GoldenReplay> replays =
                    feed.scenarios().stream().map(GoldenReplay::of).toList();
            CutJudge judge = new CutJudge(
                    new FolderTables(mirror, reader),
                    ts -> merged(replays, ts, GoldenReplay::below),
                    ts -> merged(replays, ts, GoldenReplay::before),
                    name -> true);
            for (Finding finding : judge.judge(cut)) {
                if (feed.variants().stream().noneMatch(v -> EXCEPTIONS.allow(v, finding))) {
                    wrong.put(finding, cut);
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return wrong;
    }

    private static Map<Name, TableState> merged(
            List<GoldenReplay> replays, long ts, BiFunction<GoldenReplay, Long, Map<Name, TableState>> at) {
        Map<Name, TableState> all = new TreeMap<>();
        replays.forEach(replay -> all.putAll(at.apply(replay, ts)));
        return all;
    }

    private static List<Variant> variants(String architecture, String variant) {
        List<Variant> found = new ArrayList<>();
        for (String scenario : List.of("ddl", "ddl_exotic", "random_schema")) {
            GoldenCorpus.open().scenario(architecture, scenario).variants().stream()
                    .filter(v -> variant.isEmpty() || v.name().equals(variant))
                    .forEach(found::add);
        }
        return found;
    }
}
