package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aLineTellsRowsSpeedAndTheTimeThatIsLeft() {
        LoadMeter meter = new LoadMeter(Clock.fixed(START, ZoneOffset.UTC));
        meter.expect(400_000_000);
        meter.bytes(100_000_000);
        meter.rows(1_234_567);

        assertThat(meter.line(START.plusSeconds(10)))
                .isEqualTo(
                        "loading the snapshot: 100.0 of 400.0 MB (25 %), 1,234,567 rows, 10.0 MB/s, about 30 s left");
    }

    @Test
    void definitionsThatAreReadBeforeDoNotCountAndTheEndIsTold() {
        LoadMeter meter = new LoadMeter(Clock.fixed(START, ZoneOffset.UTC));
        meter.bytes(500);
        meter.expect(400_000_000);
        meter.bytes(400_000_000);
        meter.rows(5_000_000);
        meter.fileEnded();

        assertThat(meter.lastLine(START.plusSeconds(80)))
                .isEqualTo("the snapshot is read: 400.0 MB, 5,000,000 rows in 1 min 20 s, 5.0 MB/s");
    }

    @Test
    void beforeTheFirstByteNoTimeIsTold() {
        LoadMeter meter = new LoadMeter(Clock.fixed(START, ZoneOffset.UTC));
        meter.expect(1_000_000);

        assertThat(meter.line(START.plusSeconds(1)))
                .isEqualTo("loading the snapshot: 0.0 of 1.0 MB (0 %), 0 rows, 0.0 MB/s, unknown time left");
    }
}
