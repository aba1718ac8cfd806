package io.tidbmirror.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommitTsTest {
    @Test
    void aMillisecondHasAsManyTimestampsAsTheCounterCounts() {
        CommitTs first = CommitTs.first(1_795_000_000_000L);

        assertThat(first.last().value() - first.value()).isEqualTo((1 << 18) - 1);
        assertThat(first.physicalMillis()).isEqualTo(1_795_000_000_000L);
        assertThat(first.last().physicalMillis()).isEqualTo(1_795_000_000_000L);
        assertThat(new CommitTs(first.last().value() + 1)).isEqualTo(CommitTs.first(1_795_000_000_001L));
    }

    @Test
    void timesThatNoTimestampHasAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommitTs.first(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> CommitTs.first((Long.MAX_VALUE >>> 18) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> CommitTs.first(1L << 46));
        assertThat(CommitTs.first(Long.MAX_VALUE >>> 18).last().value()).isEqualTo(Long.MAX_VALUE);
    }
}
