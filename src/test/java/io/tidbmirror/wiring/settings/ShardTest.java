package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of the tables an instance has, and who works where several have the same. */
class ShardTest {
    @ParameterizedTest
    @CsvSource({"mirror-0, 0", "tidb-mirror-12, 12", "mirror-3.mirror.default.svc.cluster.local, 3"})
    void theNumberOfAStatefulSetsPodIsItsIndex(String host, long index) {
        assertThat(Ordinal.of(host)).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"laptop", "mirror2", "mirror-7d4b9c6f5-x2kqp", "mirror-5000", "laptop.rack-3"})
    void aHostWithoutANumberIsRefused(String host) {
        assertThatThrownBy(() -> Ordinal.of(host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host);
    }

    @Test
    void sourcesOfEachShardStandBehindALockOfTheirOwn() {
        assertThat(prefix(Map.of())).isEmpty();
        assertThat(prefix(Map.of("mirror.master", "file:/locks", "mirror.shard.count", "2", "mirror.shard.index", "1")))
                .isEqualTo("master:tidb-mirror-1:");
        assertThat(prefix(Map.of("mirror.master", "kubernetes"))).isEqualTo("master:tidb-mirror-0:");
    }

    @Test
    void aPlaceForTheLockThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> prefix(Map.of("mirror.master", "zookeeper")))
                .isInstanceOf(FatalException.class)
                .hasMessage("mirror.master=zookeeper: neither none, nor file:FOLDER, nor kubernetes");
    }

    private static String prefix(Map<String, String> keys) {
        return Settings.parse(keys).mirror().masterPrefix();
    }
}
