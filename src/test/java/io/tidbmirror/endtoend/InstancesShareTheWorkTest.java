package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several real processes on one landing zone: they divide the tables, stand in for each other, and never land a row twice. */
class InstancesShareTheWorkTest {
    @TempDir
    Path folder;

    private Instances instances;

    @BeforeEach
    void writeTheChangefeed() throws IOException {
        instances = new Instances(folder);
    }

    @AfterEach
    void end() {
        instances.close();
    }

    @Test
    void shardsLandEachTableOnceAndEachDoesItsShare() throws Exception {
        Process first = instances.start("first", Map.of("mirror.once", "true", "mirror.shard.count", "2"));
        Process second = instances.start(
                "second", Map.of("mirror.once", "true", "mirror.shard.count", "2", "mirror.shard.index", "1"));

        assertEnds(first, "first");
        assertEnds(second, "second");

        instances.assertLandedOnce();
        assertThat(instances.landedBy("first")).isNotEmpty().doesNotContainAnyElementsOf(instances.landedBy("second"));
        assertThat(instances.landedBy("first").size()
                        + instances.landedBy("second").size())
                .isEqualTo(Instances.TABLES);
    }

    @Test
    void aKilledOwnerIsReplacedByTheOneThatStandsBy() throws Exception {
        Map<String, String> standby = Map.of("mirror.master", "file:" + folder.resolve("locks"));
        Process owner = instances.start("owner", standby);
        instances.awaitLanded();
        instances.start("other", standby);
        instances.commit();
        instances.awaitLanded();
        instances.awaitLog("other", "stands by");
        assertThat(instances.landedBy("other")).isEmpty();

        owner.destroyForcibly().waitFor();
        instances.commit();
        long killed = System.nanoTime();
        instances.awaitLanded();
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(30));

        assertThat(instances.landedBy("other")).hasSize(Instances.TABLES);
    }

    @Test
    void anOwnerThatWasHeldWhileAnotherTookOverIsFenced() throws Exception {
        Process held = instances.start("held", Map.of());
        instances.awaitLanded();
        signal(held, "STOP");
        instances.commit();
        assertEnds(instances.start("other", Map.of("mirror.once", "true")), "other");
        instances.assertLandedOnce();

        instances.commit();
        signal(held, "CONT");
        instances.awaitLanded();

        assertThat(instances.log("held")).contains("was taken over");
    }

    private void assertEnds(Process process, String name) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(instances.log(name)).isZero();
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
