package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidbmirror.wiring.monitor.BacklogMeters;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
}
