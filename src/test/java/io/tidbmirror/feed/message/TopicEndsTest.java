package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.HandSetClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicEndsTest {
    private static final Partition ROWS = FedByHand.PARTITIONS.get(1);

    private final Backlog backlog = new Backlog(new Holding(1 << 20, null), "\n", table -> true, false);
    private final HandSetClock clock = new HandSetClock();
    private final TopicEnds ends = new TopicEnds(backlog, new Statements(false), clock);

    @BeforeEach
    void read() {
        backlog.partitions(List.of(ROWS));
        backlog.assigned(ROWS, 0, 0, OptionalLong.empty());
    }

    @Test
    void nothingIsReachedBeforeTheEndsAreFound() throws IOException {
        assertThat(ends.areReached()).isFalse();
    }

    @Test
    void theEndsThatAreFoundFirstAreReachedWhateverComesBehind() throws IOException {
        backlog.ends(Map.of(ROWS, 2L));
        backlog.ends(Map.of(ROWS, 3L));
        backlog.fetched(ROWS, -1, 1);
        assertThat(ends.areReached()).isFalse();

        backlog.fetched(ROWS, -1, 2);
        assertThat(ends.areReached()).isTrue();
    }

    @Test
    void topicsThatAreNotThereAreToldAfterHalfAMinute() throws IOException {
        backlog.partitions(List.of());
        assertThat(ends.areReached()).isFalse();
        clock.pass(Duration.ofSeconds(31));

        assertThatThrownBy(ends::areReached).isInstanceOf(IOException.class).hasMessageContaining("kafka.topics");
    }

    @Test
    void aPartitionThatAnotherProcessKeepsIsToldAfterHalfAMinute() throws IOException {
        backlog.ends(Map.of(ROWS, 1L));
        backlog.revoked(ROWS);
        assertThat(ends.areReached()).isFalse();
        clock.pass(Duration.ofSeconds(30));
        assertThat(ends.areReached()).isFalse();

        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(ends::areReached).isInstanceOf(IOException.class).hasMessageContaining("kafka.group");

        backlog.assigned(ROWS, 0, 0, OptionalLong.empty());
        assertThat(ends.areReached()).isFalse();
    }
}
