package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command does what the README says, and says so again when nothing is new. */
class ReadmeDemoTest {
    private static final String SAID = "96 rows, book 1 is gone, book 101 is there";

    @TempDir
    Path directory;

    @Test
    void theBookshopIsMirroredOnceAndReadBack() throws Exception {
        Shipped.copy(Path.of("demo"), directory.resolve("demo"));

        assertThat(Files.readString(Path.of("README.md")).replaceAll("\\s+", " "))
                .contains(SAID);
        assertThat(demo()).contains("96 rows; book 1 is gone, book 101 is there");
        assertThat(demo()).contains("Nothing new to land.", "96 rows; book 1 is gone, book 101 is there");
    }

    /** As the pom's default goal starts it. */
    private String demo() throws IOException, InterruptedException {
        String classPath =
                Shipped.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Shipped.Run run = Shipped.run(
                directory,
                List.of(Shipped.java(), "-XX:TieredStopAtLevel=1", "-classpath", classPath, "demo/Bookshop.java"));
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }
}
