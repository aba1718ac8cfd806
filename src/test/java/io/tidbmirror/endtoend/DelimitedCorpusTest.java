package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ZeroDates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario without DDL in mid-stream, landed as delimited files: read by {@code _metadata.json} alone, they fold to
 * what TiDB held. {@code verify} finds nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
class DelimitedCorpusTest {

    /** Tables without a key are. */
    private static final int QUARANTINED = 4;

    @TempDir
    Path folder;

    static Stream<Arguments> merged() {
        return Stream.of(
                Arguments.of("classic", "csv-recommended"),
                Arguments.of("classic", "csv-odd"),
                Arguments.of("new", "csv-oldvalue"),
                Arguments.of("new", "csv-restart"),
                Arguments.of("new", "json-content"));
    }

    @ParameterizedTest
    @MethodSource("merged")
    void delimitedFilesFoldToTheTruth(String architecture, String name) {
        List<Variant> variants = GoldenCorpus.open().oneSchemaScenarios().stream()
                .filter(scenario -> scenario.architecture().equals(architecture))
                .map(scenario -> scenario.variant(name))
                .toList();
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), variants);
        List<String> wrong = new ArrayList<>();
        for (ZeroDates zeroDates : ZeroDates.values()) {
            Mirror mirror = new Mirror(folder.resolve(zeroDates.name()), feed.folder(), feed.settings())
                    .with("landing.format", "csv")
                    .with("landing.zero-date", zeroDates.name().toLowerCase(Locale.ROOT))
                    .with("batch.max-rows", "7");
            CommandRun run = mirror.run();
            if (run.exitCode() != QUARANTINED) {
                wrong.add(run.out() + run.err());
            }
            Map<Name, JsonNode> status = mirror.status();
            for (Variant variant : variants) {
                Verdict.of(mirror, status, variant, zeroDates, feed.checkpoint())
                        .forEach(difference -> wrong.add(zeroDates + " " + variant + " " + difference));
            }
            CommandRun verified = CommandRun.of(folder.resolve(zeroDates.name()), mirror.settings(), "verify");
            if (!verified.out().contains("findings: 0.")) {
                wrong.add(verified.out() + verified.err());
            }
        }
        assertThat(wrong).isEmpty();
    }
}
