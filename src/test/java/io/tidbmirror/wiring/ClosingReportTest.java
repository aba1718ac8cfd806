package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.CommandRun;
import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.wiring.status.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage that fails when everything is landed and only the closing lines are to be told. */
class ClosingReportTest {
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final RunReport REPORT = new RunReport(List.of(), 1, 2, 0);

    private final HandSetClock clock = new HandSetClock();
    private int readings;

    @TempDir
    Path folder;

    private ClosingReport report(int failures, Duration each) {
        return new ClosingReport(
                () -> {
                    clock.pass(each);
                    if (++readings <= failures) {
                        throw new IOException("502");
                    }
                    return REPORT;
                },
                MOST,
                Duration.ZERO,
                clock);
    }

    @Test
    void whatFailsForAMomentIsAskedAgain() throws InterruptedException {
        assertThat(report(3, Duration.ofSeconds(90)).read("2 rows")).isSameAs(REPORT);
        assertThat(readings).isEqualTo(4);
    }

    @Test
    void anOutageEndsTheRunWithWhatIsLandedAndWhyNobodyKnowsMore() {
        assertThatThrownBy(() -> report(9, Duration.ofSeconds(100)).read("2 rows in 1 file"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("all that can be landed is landed (2 rows in 1 file)")
                .hasMessageContaining("for 300 s the closing report could not be read: java.io.IOException: 502")
                .hasMessageContaining("status tells");
        assertThat(readings).isEqualTo(3);
    }

    @Test
    void aRunWhoseStateCannotBeReadAtItsEndSaysThatAllHasLanded() throws IOException {
        Map<String, String> settings = settings();
        Path unreadable = Files.createDirectories(folder.resolve("zone-state/another.table.head"));

        CommandRun run = CommandRun.of(folder, settings, "run");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("tidb-mirror: all that can be landed is landed (")
                .contains(" rows in ", " by this run)", "cannot read " + unreadable)
                .doesNotContain("cannot start");
        Files.delete(unreadable);
        assertThat(CommandRun.of(folder, settings, "run")).satisfies(again -> {
            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.out()).contains("Nothing new to land");
        });
    }

    /** Looks at the feed succeed meanwhile. */
    @Test
    void aRunThatCannotTakeATableEndsInTimeAndSaysWhy() throws IOException {
        Map<String, String> settings = settings();
        Path unreadable = Files.createDirectories(folder.resolve("zone-state/bookshop.books.head"));

        CommandRun run = CommandRun.of(folder, settings, "run");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("nothing succeeded for 1 s", "cannot read " + unreadable, "run it again");
        Files.delete(unreadable);
        assertThat(CommandRun.of(folder, settings, "run").exitCode()).isZero();
    }

    private Map<String, String> settings() {
        return new LinkedHashMap<>(Map.of(
                "feed.location", Path.of("demo/changefeed").toUri().toString(),
                "feed.terminator", "\\n",
                "feed.date-separator", "none",
                "feed.csv.include-commit-ts", "true",
                "feed.csv.binary-encoding-method", "hex",
                "landing.zone", folder.resolve("zone").toUri().toString(),
                "mirror.once", "true",
                "mirror.once-timeout", "1s"));
    }
}
