package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Partition;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class LandedOffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final LandedOffsets.Start NOTHING = new LandedOffsets.Start(Backlog.BEGINNING, OptionalLong.empty());

    private final LandedOffsets offsets = of("these");

    @Test
    void whoeverReadsOnKnowsWhatWasCommittedAndWhatWentUnread() {
        assertThat(start(commit(7, OptionalLong.empty()))).isEqualTo(new LandedOffsets.Start(7, OptionalLong.empty()));
        assertThat(start(commit(7, OptionalLong.of(30)))).isEqualTo(new LandedOffsets.Start(7, OptionalLong.of(30)));
    }

    @Test
    void whatWasCommittedForAnotherPurposeDoesNotCount() {
        LandedOffsets others = of("thes");

        assertThat(others.start(PARTITION, null)).isEqualTo(NOTHING);
        assertThat(others.start(PARTITION, commit(7, OptionalLong.empty()))).isEqualTo(NOTHING);
        assertThat(others.start(PARTITION, commit(8, OptionalLong.of(30)))).isEqualTo(NOTHING);
    }

    @Test
    void whatIsCommittedIsCommittedOnceAndAgainWhereWhatWentUnreadIsKnownBetter() {
        commit(7, OptionalLong.of(Long.MAX_VALUE));

        assertThat(commit(7, OptionalLong.of(Long.MAX_VALUE))).isNull();
        assertThat(commit(7, OptionalLong.of(30))).isNotNull();
    }

    @Test
    void whatWasRefusedIsCommittedAgainUnlessThereIsANewerOne() {
        OffsetAndMetadata first = commit(7, OptionalLong.empty());
        offsets.answered(Map.of(PARTITION, first), new RebalanceInProgressException());
        assertThat(commit(7, OptionalLong.empty())).isEqualTo(first);

        commit(8, OptionalLong.empty());
        offsets.answered(Map.of(PARTITION, first), new RebalanceInProgressException());
        assertThat(commit(8, OptionalLong.empty())).isNull();
    }

    private static LandedOffsets of(String purpose) {
        return new LandedOffsets(purpose, new RefusedCommits(Clock.systemUTC()));
    }

    private LandedOffsets.Start start(OffsetAndMetadata found) {
        return of("these").start(PARTITION, found);
    }

    private OffsetAndMetadata commit(long offset, OptionalLong unread) {
        return offsets.toCommit(Map.of(new Partition("t", 0), offset), any -> unread, Set.of(PARTITION))
                .get(PARTITION);
    }
}
