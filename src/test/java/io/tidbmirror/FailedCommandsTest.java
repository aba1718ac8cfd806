package io.tidbmirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.wiring.MirrorRun;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command that fails prints, and its exit code. */
class FailedCommandsTest {
    private static final String AGAIN =
            "run the command again when that is mended: it goes on with what was done already";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void failuresAtStartAreExitCode3WithoutAStackTrace() {
        assertThat(execute((settings, to) -> {
                    throw FatalException.start("no feed at /x", null);
                }))
                .isEqualTo(3);
        assertThat(execute((settings, to) -> {
                    throw new TransientException("endpoint down", null);
                }))
                .isEqualTo(3);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "tidb-mirror: no feed at /x\ntidb-mirror: endpoint down; " + AGAIN + "\n");
    }

    @Test
    void storageThatFailsIsExitCode3WithoutAStackTrace() {
        StringWriter told = new StringWriter();

        assertThat(FailureReport.of(new IOException("disk"), new PrintWriter(told)))
                .isEqualTo(3);
        assertThat(told.toString()).isEqualToNormalizingNewlines("tidb-mirror: disk; " + AGAIN + "\n");
    }

    @Test
    void aDefectIsExitCode3WithAStackTrace() {
        assertThat(execute((settings, to) -> {
                    throw new IllegalStateException("defect");
                }))
                .isEqualTo(3);
        assertThat(err.toString()).contains("IllegalStateException: defect").contains("at io.tidbmirror.");
    }

    @Test
    void aResultThatCannotBeWrittenIsNoSuccess() {
        Writer full = new FilterWriter(out) {
            @Override
            public void write(String text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Surroundings surroundings = surroundings((settings, to) -> {
            to.println("ran");
            return settings.mirror().once() ? 4 : 0;
        });
        String[] arguments = {
            "--set", "feed.location=f", "--set", "mirror.mode=positioned", "--set", "mirror.once=false"
        };

        assertThat(Main.run(surroundings, new PrintWriter(full), new PrintWriter(err, true), arguments))
                .isEqualTo(3);
        assertThat(err.toString()).contains("standard output could not be written");
        arguments[5] = "mirror.once=true";
        assertThat(Main.run(surroundings, new PrintWriter(full), new PrintWriter(err), arguments))
                .isEqualTo(4);
    }

    @Test
    void aJarWithoutItsLibrariesSaysWhatIsMissing() throws Exception {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process alone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes.toString(),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("tidb-mirror: a part of the program cannot be loaded: java.lang.ClassNotFoundException")
                .contains("lib", "ulimit -n")
                .hasLineCount(1);
        assertThat(alone.waitFor()).isEqualTo(3);
    }

    private int execute(MirrorRun mirror) {
        return Main.run(
                surroundings(mirror),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "--set",
                "mirror.input=custom");
    }

    private Surroundings surroundings(MirrorRun mirror) {
        return new Surroundings(directory, name -> null, new Properties(), mirror);
    }
}
