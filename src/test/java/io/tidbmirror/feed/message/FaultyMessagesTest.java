package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages that cannot be landed stop their tables alone; those that got lost are read again. */
class FaultyMessagesTest extends TwoTablesOfATopic {
    @Test
    void aRowWithItsKeyAloneStopsItsTableBehindTheRowsBeforeIt() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1)).watermark(30);
        mirror.send(1, row(40, "a", "INSERT", 2, ",'onlyHandleKey':true"), insert(41, "b", 7))
                .watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20"), B, List.of("7@41")));
        assertThat(mirror.coverage.reason(A)).contains("t/1@2").contains("large-message-handle-option");
    }

    @Test
    void rowsOfOneTableInTwoPartitionsStopIt() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1))
                .send(1, insert(21, "a", 2))
                .watermark(30);

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("dispatcher");
    }

    @Test
    void whatIsNoMessageStopsTheTablesOfItsPartitionAndHoldsNoOtherUp() {
        mirror.send(0, create(10, "a"), create(11, "b"), insert(20, "b", 7));
        mirror.send(1, insert(20, "a", 1)).watermark(30);
        mirror.send(1, "{\"no\":1}".getBytes(StandardCharsets.UTF_8), insert(40, "a", 2));
        mirror.send(0, insert(41, "b", 8)).watermark(50);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20"), B, List.of("7@20", "8@41")));
        assertThat(mirror.coverage.reason(A)).contains("t/1@2").contains("cannot be read");
    }

    @Test
    void whatIsNoMessageInPartitionZeroStopsTheProcess() {
        mirror.send(0, create(10, "a"), "?".getBytes(StandardCharsets.UTF_8)).watermark(30);

        assertThatThrownBy(() -> {
                    mirror.look();
                    mirror.look();
                })
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("t/0@1");
    }

    @Test
    void aQuarantinedTableHoldsNoOffsetAndIsReadAgainWhenReleased() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(21, "b", 7)).watermark(30);
        mirror.land();
        mirror.heads.quarantine(A, "a test");
        mirror.send(1, insert(40, "a", 2), insert(41, "b", 8)).watermark(50);
        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@41")));
        mirror.look();
        assertThat(mirror.backlog.settled()).as("the last watermark").containsEntry(ONE, 5L);

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@40")));
    }

    @Test
    void aTableThatCannotBeTakenHoldsTheOffsetsOfItsRows() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(21, "b", 7)).watermark(30);
        mirror.land();
        mirror.send(1, insert(40, "a", 2), insert(41, "b", 8)).watermark(50);
        mirror = mirror.restarted();
        mirror.coverage.fail(A);

        mirror.land();
        mirror.look();

        assertThat(mirror.backlog.settled().get(ONE)).isLessThanOrEqualTo(3L);
    }

    @Test
    void soDoesOneThatIsNewSinceNothingElseTellsOfThem() {
        mirror.coverage.fail(A);
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(21, "b", 7)).watermark(30);

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("7@21")));
        mirror.look();

        assertThat(mirror.backlog.settled()).containsEntry(ONE, 0L);
    }

    @Test
    void aMessageThatIsLostOnItsWayIsReadAgain() throws Exception {
        mirror.send(0, create(10, "a"))
                .send(1, insert(20, "a", 1), insert(21, "a", 2))
                .watermark(30);
        long tenure = mirror.backlog.tenure(ONE);
        mirror.backlog.append(new Fetched(ONE, 1, 0, tenure, insert(21, "a", 2)));

        assertThat(mirror.backlog.seeks()).containsEntry(ONE, 0L);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@21")));
    }

    @Test
    void aMessageOfAnEarlierTenureIsDropped() throws Exception {
        mirror.send(0, create(10, "a"))
                .send(1, insert(20, "a", 1), insert(21, "a", 2))
                .watermark(30);
        long before = mirror.backlog.tenure(ONE);
        mirror.assign(ONE, 0);
        mirror.backlog.append(new Fetched(ONE, 1, -1, before, insert(21, "a", 2)));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@21")));
    }
}
