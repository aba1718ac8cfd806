package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaPartsTest {
    private static final Map<String, String> KEYS = Map.of("landing.zone", "file:zone", "tables.include", "shop.*");

    @Test
    void offsetsCountForTheSameTablesInTheSameLandingZoneOnly() {
        String purpose = KafkaParts.purpose(KEYS, 2);

        assertThat(KafkaParts.purpose(KEYS, 2)).isEqualTo(purpose);
        assertThat(KafkaParts.purpose(Map.of("landing.zone", "file:zone"), 2)).isNotEqualTo(purpose);
        assertThat(KafkaParts.purpose(Map.of("landing.zone", "file:other", "tables.include", "shop.*"), 2))
                .isNotEqualTo(purpose);
    }

    @Test
    void offsetsOfAShardDoNotCountWhereThereAreMoreShards() {
        assertThat(KafkaParts.purpose(KEYS, 3)).isNotEqualTo(KafkaParts.purpose(KEYS, 2));
    }
}
