package io.tidbmirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.wiring.MirrorRun;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line up to the point where the mirror runs. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();
    private final List<Settings> runs = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void withoutACommandTheMirrorRuns() {
        assertThat(execute("--set", "feed.location=f", "--set", "feed.csv.include-commit-ts=true"))
                .isZero();
        assertThat(runs).hasSize(1);
        assertThat(out).hasToString("ran" + System.lineSeparator());
    }

    @Test
    void optionsStandBeforeOrBehindACommand() {
        assertThat(execute("run", "--set", "feed.location=f", "--set=feed.csv.include-commit-ts=true"))
                .isZero();
        assertThat(execute("--set", "feed.location=f", "run", "--set", "mirror.mode=positioned"))
                .isZero();
        assertThat(runs).hasSize(2);
    }

    @Test
    void theExitCodeIsThatOfTheRun() {
        assertThat(execute(settings -> 4)).isEqualTo(4);
    }

    @Test
    void sourcesOutrankEachOtherInTheDocumentedOrder() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                "batch.max-rows=1\nbatch.max-bytes=1\nbatch.max-age=1\nlanding.zone=a\nlanding.state=a\n");
        Files.writeString(
                directory.resolve("mine.properties"),
                "batch.max-bytes=2\nbatch.max-age=2\nlanding.zone=c\nlanding.state=c\n");
        system.setProperty("batch.max-age", "3");
        system.setProperty("landing.zone", "s");
        system.setProperty("landing.state", "s");
        environment.put("LANDING_ZONE", "e");
        environment.put("LANDING_STATE", "e");

        execute("--config", "mine.properties", "--set", "landing.state=set", "--set", "mirror.input=custom");

        assertThat(runs.get(0).properties())
                .containsEntry("batch.max-rows", "1")
                .containsEntry("batch.max-bytes", "2")
                .containsEntry("batch.max-age", "3")
                .containsEntry("landing.zone", "e")
                .containsEntry("landing.state", "set")
                .containsEntry("mirror.format", "csv");
    }

    @Test
    void aValueMayHoldAnything() {
        execute(
                "--set", "mirror.input=custom",
                "--set", "feed.csv.quote=",
                "--set", "feed.csv.null==\"= ",
                "--set", "my.mail=@home",
                "--set", "tables.`a=b`.c.key-columns=id");

        assertThat(runs.get(0).feed().csv().quote()).isEmpty();
        assertThat(runs.get(0).feed().csv().nullToken()).isEqualTo("=\"= ");
        assertThat(runs.get(0).properties())
                .containsEntry("my.mail", "@home")
                .containsEntry("tables.`a=b`.c.key-columns", "id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--set tables.`a=b`.c.key-columns=id", "--set feed.csv.null==x --set feed.csv.null=", "run"})
    void aPlainRunIsConfiguredAsEveryOtherCommand(String line) {
        String[] plain = ("--set mirror.input=custom " + line).split(" ");
        String[] other = ("--set=mirror.input=custom " + line).split(" ");

        assertThat(RunArguments.of(plain)).isNotNull();
        assertThat(RunArguments.of(other)).isNull();
        assertThat(execute(plain)).isZero();
        assertThat(execute(other)).isZero();
        assertThat(runs.get(0).properties()).isEqualTo(runs.get(1).properties());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "--set a=1 probe",
                "--config a --config b",
                "run run",
                "--set -x=1",
                "--help",
                "--set=a=1"
            })
    void whatIsNotAPlainRunIsReadWithTheCommands(String line) {
        assertThat(RunArguments.of(line.split(" "))).isNull();
    }

    @Test
    void anUnsafeConfigurationDoesNotRun() {
        assertThat(execute("--set", "feed.location=f")).isEqualTo(2);
        assertThat(runs).isEmpty();
        assertThat(err.toString()).startsWith("tidb-mirror: feed.csv.include-commit-ts=false: ");
    }

    @Test
    void anUnknownKeyDoesNotRun() {
        environment.put("FEED_LOCATION", "f");
        assertThat(execute("--set", "feed.csv.delimeter=;")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean feed.csv.delimiter?").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--frobnicate", "walk", "--set", "--set=novalue", "--set==x", "--config=absent.properties"})
    void badUsageIsExitCode2(String argument) {
        assertThat(execute(argument)).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("--config=FILE", "--set=KEY=VALUE", "Exit codes:", "143", "run", "status", "table");
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).contains("tidb-mirror ");
        assertThat(err.toString()).isEmpty();
    }

    private int execute(String... arguments) {
        return execute(
                (settings, writer) -> {
                    runs.add(settings);
                    writer.println("ran");
                    return 0;
                },
                arguments);
    }

    /** What a run answers. */
    private interface Answer {
        int to(Settings settings);
    }

    private int execute(Answer answer) {
        return execute((settings, writer) -> answer.to(settings), "--set", "mirror.input=custom");
    }

    private int execute(MirrorRun mirror, String... arguments) {
        Surroundings surroundings = new Surroundings(directory, environment::get, system, mirror);
        return Main.run(surroundings, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
