package io.tidbmirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command does what the README says, and says so again when nothing is new. */
class ReadmeDemoTest {
    private static final String SAID = "96 rows, book 1 is gone, book 101 is there";

    @TempDir
    Path directory;

    @Test
    void theBookshopIsMirroredOnceAndReadBack() throws Exception {
        copy(Path.of("demo"));

        assertThat(Files.readString(Path.of("README.md")).replaceAll("\\s+", " "))
                .contains(SAID);
        assertThat(demo()).contains("96 rows; book 1 is gone, book 101 is there");
        assertThat(demo()).contains("Nothing new to land.", "96 rows; book 1 is gone, book 101 is there");
    }

    /** As the pom's default goal starts it. */
    private String demo() throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replaceAll(
                                        "(^|:)target/", "$1" + Path.of("target").toAbsolutePath() + "/"),
                        "demo/Bookshop.java")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        try {
            assertThat(process.waitFor()).as(Files.readString(log)).isZero();
            return Files.readString(log);
        } finally {
            process.destroyForcibly();
        }
    }

    private void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
