package io.tidbmirror.feed.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidbmirror.wiring.monitor.BacklogMeters;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rows beyond the budget are in files, and metrics tell how many are where. */
class HoldingTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private double meter(String name) {
        return meters.get("open.mirroring.backlog." + name).gauge().value();
    }

    @Test
    void metersTellWhatIsInMemoryAndWhatInFiles(@TempDir Path folder) throws IOException {
        Holding holding = new Holding(100, folder);
        new BacklogMeters(holding).bindTo(meters);
        holding.count(60);
        Holding.Bytes inMemory = holding.keep(new byte[60]);
        holding.count(50);
        Holding.Bytes onDisk = holding.keep(new byte[50]);

        assertThat(meter("budget")).isEqualTo(100);
        assertThat(meter("memory")).isEqualTo(60);
        assertThat(meter("spilled")).isEqualTo(50);
        assertThat(folder).isNotEmptyDirectory();

        inMemory.release();
        onDisk.release();
        onDisk.release();

        assertThat(meter("memory")).isZero();
        assertThat(meter("spilled")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatDidNotFitOnTheDiskLeavesNothingThere(@TempDir Path folder) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process limited = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 64; exec \"$@\"",
                        "bash",
                        java,
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        HoldingProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(limited.getInputStream().readAllBytes(), UTF_8)).isEqualTo("[] 0\n");
    }

    @Test
    void rowsOnDiskAreForTheirOwnerAloneAndReadFromAnyOffset(@TempDir Path folder) throws IOException {
        Holding holding = new Holding(0, folder);
        Holding.Bytes rows = holding.keep("rows of a table".getBytes(UTF_8));

        assertThat(new String(rows.open(8).readAllBytes(), UTF_8)).isEqualTo("a table");
        try (Stream<Path> paths = Files.walk(folder).skip(1)) {
            assertThat(paths.filter(path -> !path.endsWith("lock")).map(HoldingTest::permissions))
                    .allMatch(permissions -> permissions.endsWith("------"));
        }
        rows.release();
        assertThatThrownBy(() -> rows.open(0))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("let go");
    }

    @Test
    void whatAKilledProcessHasLeftIsDeletedAndWhatOthersHoldIsNot(@TempDir Path folder) throws IOException {
        Path left = Files.createDirectory(folder.resolve("tidb-mirror-1"));
        Files.createFile(left.resolve("lock"));
        Files.createFile(left.resolve("rows-1"));
        Holding other = new Holding(0, folder);
        Holding.Bytes rows = other.keep(new byte[5]);

        new Holding(0, folder).cleanUp();

        assertThat(left).doesNotExist();
        assertThat(rows.open(0).readAllBytes()).hasSize(5);
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
