package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot start says why. Only a failure that nobody foresaw shows where in the program it happened. */
class AFailedStartTellsItsReasonTest {
    @TempDir
    private Path directory;

    @Test
    void inOneLineIfItIsKnown() throws Exception {
        Files.createFile(directory.resolve("file"));

        assertThat(start(Map.of("landing.zone", "file:" + directory.resolve("file/zone"))))
                .singleElement()
                .asString()
                .startsWith("tidb-mirror: the landing zone or its state cannot be used: ")
                .contains(directory.resolve("file").toString(), "landing.zone=", "have to be folders");
    }

    @Test
    void inOneLineIfCamelKnowsIt() throws Exception {
        assertThat(startWith("- route: {from: {uri: 'nobody-knows:this', steps: [{stop: {}}]}}"))
                .singleElement()
                .asString()
                .startsWith("tidb-mirror: cannot start: ")
                .contains("own.camel.yaml", "nobody-knows");
    }

    @Test
    void withItsPlaceInTheProgramIfNobodyDoes() throws Exception {
        List<String> told =
                startWith("- beans: [{name: own, type: 'java.util.concurrent.Semaphore', properties: {x: 1}}]");

        assertThat(told).anyMatch(line -> line.startsWith("\tat "));
        assertThat(told.get(told.size() - 1)).startsWith("tidb-mirror: cannot start: ");
    }

    private List<String> startWith(String route) throws Exception {
        Files.createDirectory(directory.resolve("routes"));
        Files.writeString(directory.resolve("routes/own.camel.yaml"), route);
        return start(Map.of("landing.zone", "file:" + directory.resolve("zone")));
    }

    private List<String> start(Map<String, String> zone) throws Exception {
        Map<String, String> settings = new TreeMap<>(zone);
        settings.put("feed.location", "file:" + Path.of("demo/changefeed").toAbsolutePath());
        settings.put("feed.terminator", "\\n");
        settings.put("feed.csv.include-commit-ts", "true");
        Path log = directory.resolve("log");

        Process process = MirrorProcess.start(directory, log, List.of("-XX:TieredStopAtLevel=1"), settings);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(3);
        return Files.readAllLines(log);
    }
}
