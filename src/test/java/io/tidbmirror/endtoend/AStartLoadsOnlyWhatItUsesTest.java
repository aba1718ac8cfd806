package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes cost a start more than everything else: a run from folder to folder does not pay for stores and tools of others. */
class AStartLoadsOnlyWhatItUsesTest {
    private static final List<String> NOT_NEEDED = List.of(
            "com.azure.",
            "com.microsoft.",
            "io.netty.channel.",
            "reactor.",
            "org.apache.kafka.",
            "org.antlr.",
            "picocli.",
            "com.sun.jmx.",
            "org.apache.camel.management.mbean.",
            "io.opentelemetry.");

    @TempDir
    private Path directory;

    @Test
    void fromFolderToFolder() throws Exception {
        Path classes = directory.resolve("classes");
        Map<String, String> settings = new TreeMap<>(Map.of(
                "mirror.once", "true",
                "feed.location", "file:" + Path.of("demo/changefeed").toAbsolutePath(),
                "feed.terminator", "\\n",
                "feed.date-separator", "none",
                "feed.csv.include-commit-ts", "true",
                "feed.csv.binary-encoding-method", "hex",
                "landing.zone", "file:" + directory.resolve("zone")));
        Path log = directory.resolve("log");

        Process process =
                MirrorProcess.start(directory, log, List.of("-Xlog:class+load:file=" + classes + ":none"), settings);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("Landed 107 rows");
        try (Stream<String> loaded = Files.lines(classes)) {
            assertThat(loaded.filter(line -> NOT_NEEDED.stream().anyMatch(line::startsWith)))
                    .isEmpty();
        }
    }
}
