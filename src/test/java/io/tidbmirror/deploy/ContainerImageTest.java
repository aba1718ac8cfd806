package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.deploy.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Dockerfile says holds, as far as it can be seen without a container runtime. */
class ContainerImageTest {
    private static Dockerfile dockerfile;

    @BeforeAll
    static void read() throws IOException {
        dockerfile = Dockerfile.read(Path.of("Dockerfile"));
    }

    @Test
    void everyBaseIsPinnedOrAStageOfThisFile() {
        List<String> stages = new ArrayList<>();
        for (Instruction from : dockerfile.all("FROM")) {
            String[] words = from.rest().split(" ");
            assertThat(words[0]).satisfiesAnyOf(base -> assertThat(stages).contains(base), base -> assertThat(base)
                    .matches(".+:\\d+\\.\\d+\\.\\d+.*"));
            if (words.length == 3) {
                stages.add(words[2]);
            }
        }
    }

    @Test
    void whatIsCopiedExistsAfterTheBuildAndIsNotIgnored() throws IOException {
        List<String> let = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        for (Instruction copy : dockerfile.all("COPY")) {
            String source = copy.rest().split(" ")[0];
            if (source.startsWith("--from=")) {
                continue;
            }
            assertThat(let).contains(source);
            assertThat(source.startsWith("target/") || Files.exists(Path.of(source)))
                    .as(source)
                    .isTrue();
        }
    }

    @Test
    void itRunsAsANumberedUserWithoutRightsAndListensOnOnePort() {
        assertThat(dockerfile.only("USER").rest()).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
        assertThat(dockerfile.only("EXPOSE").rest()).isEqualTo("9876");
        assertThat(dockerfile.only("ENV").rest()).isEqualTo("LC_ALL=C.UTF-8");
    }

    @Test
    void signalsReachTheMirrorAndNoShellStandsBetween() throws IOException {
        for (String word : List.of("ENTRYPOINT", "CMD", "RUN")) {
            assertThat(dockerfile.only(word).isExec()).as(word).isTrue();
        }
        assertThat(dockerfile.only("ENTRYPOINT").exec()).startsWith("java").endsWith("-jar", "/app/tidb-mirror.jar");
        assertThat(dockerfile.only("CMD").exec()).containsExactly("run");
    }

    @Test
    void theHealthCheckAsksThePathThatIsServed() throws IOException {
        List<String> check = dockerfile.only("HEALTHCHECK").exec();

        assertThat(check).startsWith("bash", "-c");
        assertThat(check.get(2)).contains("/127.0.0.1/9876 ", "GET /observe/health/live ");
        assertThat(Files.readString(Path.of("docs/operations.md"))).contains("`/observe/health/live`", "9876");
    }

    @Test
    void theCommandsOfTheImageRunInItsLayout(@TempDir Path root) throws Exception {
        ImageLayout image = ImageLayout.of(root, dockerfile);
        List<String> archive = dockerfile.only("RUN").exec();
        assertThat(run(image, archive)).contains("Landed 107 rows");

        List<String> entry = new ArrayList<>(dockerfile.only("ENTRYPOINT").exec());
        image.copy(root.resolve("tmp/tidb-mirror.jsa"), "/app/tidb-mirror.jsa");
        entry.add(1, "-Xshare:on"); // an archive that does not fit ends the process
        entry.add(2, "-Xlog:class+load:file=/tmp/classes");
        entry.addAll(dockerfile.only("CMD").exec());
        entry.addAll(archive.subList(archive.indexOf("--config"), archive.size()));
        assertThat(run(image, entry)).contains("Nothing new to land.");
        assertThat(Files.readString(root.resolve("tmp/classes")))
                .as("clients of inputs that are not used cost no start-up time")
                .contains(" io.tidbmirror.Main ", " org.apache.camel.management.JmxManagementStrategy ", " io.vertx.")
                .doesNotContain(" com.azure.", " org.apache.kafka.", " reactor.");
    }

    private static String run(ImageLayout image, List<String> command) throws Exception {
        List<String> here = new ArrayList<>(image.here(command));
        here.set(0, Shipped.java());
        Shipped.Run run = Shipped.run(image.root().resolve("app"), here);
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }
}
