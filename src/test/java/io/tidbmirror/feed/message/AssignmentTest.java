package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One partition, of which messages 5 and 6 have been read. */
class AssignmentTest {
    private static final Partition PARTITION = FedByHand.PARTITIONS.get(0);
    private static final Partition BEHIND = new Partition("t", 1);
    private static final Partition BROKEN = new Partition("t", 2);

    private final Assignment assignment = new Assignment();

    @BeforeEach
    void read() {
        assignment.begin(PARTITION, 5, 0, OptionalLong.empty());
        take(5, -1);
        take(6, 5);
    }

    private void take(long offset, long previous) {
        assignment.expecting(message(offset, previous, 1)).appended(offset);
    }

    private static Fetched message(long offset, long previous, long tenure) {
        return new Fetched(PARTITION, offset, previous, tenure, null);
    }

    @Test
    void theMessageBehindTheLastOneIsExpected() {
        assertThat(assignment.expecting(message(9, 6, 1))).isSameAs(assignment.log(PARTITION));
        assertThat(assignment.seeks()).isEmpty();
    }

    @Test
    void whereAMessageIsMissingReadingGoesBackToItAndTakesNothingBefore() {
        assertThat(assignment.expecting(message(9, 8, 1))).isNull();
        assertThat(assignment.seeks()).isEqualTo(Map.of(PARTITION, 7L));
        assertThat(assignment.expecting(message(9, 6, 1))).isNull();
    }

    @Test
    void aMessageOfAnEarlierTenureIsNotExpectedAndWindsNothingBack() {
        assignment.end(PARTITION);
        assignment.begin(PARTITION, 7, 0, OptionalLong.empty());

        assertThat(assignment.expecting(message(9, 8, 1))).isNull();
        assertThat(assignment.seeks()).isEmpty();
        assertThat(assignment.expecting(message(7, -1, 2))).isNotNull();
    }

    @Test
    void nothingIsExpectedBehindAMessageThatCannotBeRead() {
        assignment.log(PARTITION).stop("a test");

        assertThat(assignment.expecting(message(7, 6, 1))).isNull();
        assertThat(assignment.seeks()).isEmpty();
    }

    @Test
    void readingGoesBackToTheSmallestOffsetThatIsAskedForUntilThePartitionBeginsAgain() {
        assignment.windBack(PARTITION, 4);
        assignment.windBack(PARTITION, 3);
        assignment.windBack(PARTITION, 6);
        assertThat(assignment.seeks()).isEqualTo(Map.of(PARTITION, 3L));

        assignment.end(PARTITION);
        assertThat(assignment.seeks()).isEmpty();
    }

    @Test
    void noOffsetIsSettledOfAPartitionThatIsWoundBack() {
        assignment.log(PARTITION).settle(6);
        assertThat(assignment.settled()).isEqualTo(Map.of(PARTITION, 6L));

        assignment.windBack(PARTITION, 4);
        assertThat(assignment.settled()).isEmpty();
    }

    @Test
    void whatWentUnreadIsRememberedUntilSomebodyWantsThePartitionFromItsBeginning() {
        assertThat(beginAgain(7, 7)).isEmpty();
        assertThat(beginAgain(7, 8)).isEqualTo(PartitionLog.UNREAD);
        assertThat(beginAgain(8, 8)).isEqualTo(PartitionLog.UNREAD);
        mark(30);
        mark(40);
        assertThat(beginAgain(9, 8)).hasValue(30);
        mark(50);
        assertThat(beginAgain(9, 8)).hasValue(30);
        assertThat(beginAgain(Backlog.BEGINNING, 8)).isEmpty();
    }

    private OptionalLong beginAgain(long wanted, long beginning) {
        OptionalLong before = assignment.log(PARTITION).unread();
        assignment.end(PARTITION);
        assignment.begin(PARTITION, wanted, beginning, before);
        return assignment.log(PARTITION).unread();
    }

    private void mark(long ts) {
        assignment.log(PARTITION).mark(ts, 9);
    }

    @Test
    void whatIsWoundBackHasNotReachedAnyEnd() {
        assertThat(assignment.hasReached(Map.of(PARTITION, 7L))).isTrue();
        assertThat(assignment.hasReached(Map.of(PARTITION, 8L))).isFalse();

        assignment.windBack(PARTITION, 4);
        assertThat(assignment.hasReached(Map.of(PARTITION, 7L))).isFalse();
    }

    @Test
    void whileMemoryIsFullThePartitionThatHoldsTheOthersBackIsReadOn() {
        assignment.begin(BEHIND, 0, 0, OptionalLong.empty());
        assignment.begin(BROKEN, 0, 0, OptionalLong.empty());
        assignment.log(PARTITION).mark(30, 6);
        assignment.log(BEHIND).mark(20, 0);
        assignment.log(BROKEN).stop("a test");

        assertThat(assignment.paused(false, false)).containsExactly(BROKEN);
        assertThat(assignment.paused(true, false)).containsExactlyInAnyOrder(PARTITION, BROKEN);
        assertThat(assignment.paused(true, true)).containsExactlyInAnyOrder(PARTITION, BEHIND, BROKEN);
    }

    @Test
    void aPartitionThatCannotBeReadHoldsNoRunUpAndOneThatIsNotReadHereDoes() {
        assignment.log(PARTITION).stop("a test");

        assertThat(assignment.hasReached(Map.of(PARTITION, 99L))).isTrue();
        assertThat(assignment.hasReached(Map.of(PARTITION, 99L, BEHIND, 0L))).isFalse();
    }
}
