package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A partition that had messages once and gets no watermark is not passed: nothing can land, and somebody has to be told. */
class MissingWatermarksTest extends TwoTablesOfATopic {
    @Test
    void aPartitionWithoutOneIsToldAfterThreeMinutes() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1), Messages.watermark(30));
        assertThat(mirror.look()).isEmpty();
        mirror.later(Duration.ofSeconds(181));

        assertThatThrownBy(mirror::look)
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("partitions [t/1]")
                .hasMessageContaining("partition-num");

        mirror.send(1, Messages.watermark(30));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @Test
    void itIsToldAlsoWhereAnotherInstanceReadsIt() {
        mirror.backlog.revoked(ONE);
        mirror.send(0, create(10, "a"), insert(20, "a", 1), Messages.watermark(30));
        assertThat(mirror.look()).isEmpty();
        mirror.later(Duration.ofSeconds(181));

        assertThatThrownBy(mirror::look).hasMessageContaining("partitions [t/1]");

        mirror.backlog.watched(ONE, Messages.watermark(30));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20")));
    }

    @Test
    void aChangefeedThatIsSilentForAWhileIsNoFault() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1)).watermark(30);
        mirror.land();

        mirror.later(Duration.ofMinutes(10));

        assertThat(mirror.look()).isEmpty();
    }
}
