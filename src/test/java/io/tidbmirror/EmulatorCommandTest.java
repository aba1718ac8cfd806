package io.tidbmirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorCommandTest {
    @TempDir
    Path folder;

    @Test
    void itPrintsTheUrlForTheMirrorAndAnswersThereUntilItIsStopped() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.tidbmirror.Main",
                        "emulator",
                        "--port=0",
                        "--folder=" + folder,
                        "--database=shop/db.MountedRelationalDatabase")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            assertThat(line)
                    .matches("landing[.]zone=http://127[.]0[.]0[.]1:[0-9]+/onelake/shop/db[.]Mounted.*/LandingZone");
            HttpRequest request = HttpRequest.newBuilder(URI.create(line.substring(line.indexOf('=') + 1)))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(folder.resolve("shop/db.MountedRelationalDatabase/Files/LandingZone"))
                    .isDirectory();

            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPortThatIsNoneIsBadUsage() {
        CommandRun run = CommandRun.of(folder, List.of("emulator", "--port=65536"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--port 65536: not 0 to 65535");
    }

    @Test
    void aDatabaseThatIsNoneIsBadUsage() {
        CommandRun run = CommandRun.of(folder, List.of("emulator", "--port=0", "--database=../x"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("not WORKSPACE/ITEM");
    }
}
