package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.watermark;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One partition: what counts as read of it, and what is kept in memory. */
class WhatIsReadIsHeldUntilItIsLandedTest {
    private static final Partition PARTITION = FedByHand.PARTITIONS.get(0);
    private static final TableId A = new TableId("shop", "a");

    private final Holding holding = new Holding(1 << 20, null);
    private final Backlog backlog = new Backlog(holding, "\n", table -> true, false);

    @BeforeEach
    void read() throws IOException {
        backlog.partitions(List.of(PARTITION));
        backlog.assigned(PARTITION, 0, 0, OptionalLong.empty());
        send(0, insert(20, "a", 1));
    }

    private void send(long offset, byte[] message) throws IOException {
        backlog.fetched(PARTITION, offset, offset + 1);
        backlog.append(fetched(offset, message));
    }

    private Fetched fetched(long offset, byte[] message) {
        return new Fetched(PARTITION, offset, offset - 1, backlog.tenure(PARTITION), message);
    }

    private BacklogView view() throws IOException {
        return backlog.view(OptionalLong.of(Long.MAX_VALUE));
    }

    private long next() throws IOException {
        return view().read(PARTITION).next();
    }

    @Test
    void messagesOnTheirWayAreNotRead() throws IOException {
        backlog.fetched(PARTITION, 2, 3);

        assertThat(next()).isEqualTo(1);
        assertThat(backlog.hasReached(Map.of(PARTITION, 3L))).isFalse();
        assertThat(backlog.oldestOffset(PARTITION, backlog.tenure(PARTITION), A, 30))
                .as("a row of the table may be among them")
                .isEqualTo(1);

        backlog.append(fetched(1, insert(21, "a", 2)));
        backlog.append(fetched(2, watermark(30)));
        assertThat(next()).isEqualTo(3);
        assertThat(backlog.hasReached(Map.of(PARTITION, 3L))).isTrue();
    }

    @Test
    void whatTheBrokerKeepsForItselfBehindTheLastMessageIsRead() throws IOException {
        backlog.fetched(PARTITION, -1, 5);

        assertThat(next()).isEqualTo(5);
    }

    @Test
    void aMessageThatCannotBeReadIsReadAgainByWhoeverGoesOn() throws IOException {
        send(1, "?".getBytes(UTF_8));
        send(2, insert(40, "a", 2));
        backlog.settle(PARTITION, backlog.tenure(PARTITION), next());

        assertThat(next()).isEqualTo(1);
        assertThat(backlog.settled()).isEqualTo(Map.of(PARTITION, 1L));
    }

    @Test
    void aMessageThatCannotBeUnpackedStopsItsPartitionAndIsNotAskedForAgainAndAgain() throws IOException {
        backlog.refuse(fetched(1, new byte[0]), "a test");
        send(2, insert(40, "a", 2));

        assertThat(view().read(PARTITION).problem()).contains("t/0@1").contains("a test");
        assertThat(backlog.seeks()).isEmpty();
        assertThat(backlog.paused()).containsExactly(PARTITION);
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void whatIsLandedIsLetGo() throws IOException {
        send(1, insert(30, "a", 2));
        view();
        long held = holding.inMemory();
        backlog.landed(PARTITION, A, 30);
        assertThat(holding.inMemory()).as("the rows share a file").isEqualTo(held);

        backlog.landed(PARTITION, A, 31);

        assertThat(holding.inMemory()).isZero();
        assertThat(view().rows(A).get(0).segments()).isEmpty();
    }

    @Test
    void whatReadingBeginsWithAgainIsNotBehindARowThatIsNotLanded() throws IOException {
        send(1, insert(30, "a", 2));
        send(2, Messages.row(40, "a", "INSERT", 3, ",'onlyHandleKey':true"));

        assertThat(oldestFrom(30, 31, 40, 41)).as("while rows are gathered").containsExactly(0L, 2L, 2L, 3L);
        view();
        assertThat(oldestFrom(30, 31, 40, 41)).as("in a file").containsExactly(0L, 2L, 2L, 3L);
    }

    private List<Long> oldestFrom(long... commitTs) {
        return LongStream.of(commitTs)
                .map(from -> backlog.oldestOffset(PARTITION, backlog.tenure(PARTITION), A, from))
                .boxed()
                .toList();
    }

    @Test
    void aRowThatIsSentTwiceIsInTwoFilesSinceOnlyThoseAreCompared() throws IOException {
        send(1, insert(20, "a", 1));
        send(2, insert(20, "a", 2));

        List<Segment> files = view().rows(A).get(0).segments();
        assertThat(files).extracting(Segment::firstOffset).containsExactlyInAnyOrder(0L, 1L);
        assertThat(files).extracting(Segment::number).doesNotHaveDuplicates();
    }

    @Test
    void rowsThatLandAsTheyArriveAreLetGoByOffset() throws IOException {
        Backlog arriving = new Backlog(holding, "\n", table -> true, true);
        arriving.assigned(PARTITION, 0, 0, OptionalLong.empty());
        for (int offset = 0; offset < 4; offset++) {
            long tenure = arriving.tenure(PARTITION);
            arriving.append(new Fetched(PARTITION, offset, offset - 1, tenure, insert(20, "a", offset)));
            if (offset != 1) {
                arriving.view(OptionalLong.of(Long.MAX_VALUE)); // which ends a file
            }
        }

        arriving.landedBefore(PARTITION, A, 2);

        assertThat(arriving.view(OptionalLong.of(Long.MAX_VALUE)).rows(A).get(0).segments())
                .as("the file of rows 1 and 2 is landed in part")
                .extracting(Segment::firstOffset)
                .containsExactly(1L, 3L);
    }

    @Test
    void aPartitionThatGoesTakesItsRowsAlongWhetherTheyAreGatheredOrNot() throws IOException {
        view();
        send(1, insert(30, "a", 2));

        backlog.revoked(PARTITION);

        assertThat(holding.inMemory()).isZero();
        assertThat(view().tables()).isEmpty();
    }

    @Test
    void rowsOfAStoppedTableTakeNoMemoryAndTheFirstIsKnown() throws IOException {
        view();
        send(1, insert(30, "a", 2));
        backlog.ignore(A);
        send(2, insert(40, "a", 3));

        assertThat(holding.inMemory()).isZero();
        assertThat(view().tables()).isEmpty();
        assertThat(view().read(PARTITION).dropped()).isEqualTo(Map.of(A, 0L));
    }

    @Test
    void aPartitionThatWaitsToBeReadAgainTellsNothing() throws IOException {
        send(1, watermark(30));
        assertThat(view().resolved()).hasValue(30);
        assertThat(view().whole()).isTrue();

        backlog.windBack(PARTITION, 0);

        assertThat(view().partitions()).isEmpty();
        assertThat(view().tables()).isEmpty();
        assertThat(view().whole()).isFalse();
    }

    @Test
    void nothingIsCompleteBeforeAllPartitionsAreKnown() throws IOException {
        send(1, watermark(30));
        backlog.partitions(List.of());

        assertThat(view().resolved()).isEmpty();
        assertThat(view().whole()).isFalse();
    }

    @Test
    void aSilentPartitionIsNotPassedBeforeItIsReadToItsEnd() throws IOException {
        send(1, watermark(25));
        backlog.pass(PARTITION, new Floor(50, 3));
        assertThat(view().resolved()).hasValue(25);

        backlog.fetched(PARTITION, -1, 3);
        assertThat(view().resolved()).hasValue(50);
        backlog.append(new Fetched(PARTITION, 3, 1, backlog.tenure(PARTITION), watermark(60)));
        assertThat(view().resolved()).hasValue(60);
    }

    @Test
    void anOlderWatermarkTakesNothingBack() throws IOException {
        send(1, watermark(30));
        send(2, watermark(25));

        assertThat(view().resolved()).hasValue(30);
    }
}
