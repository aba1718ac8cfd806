package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A topic that was deleted and made again under its name, and is as long as the old one was. */
class TopicMadeAgainTest {
    private static final TableId A = new TableId("shop", "a");
    private static final TableId B = new TableId("shop", "b");
    private static final Partition ONE = FedByHand.PARTITIONS.get(1);

    private FedByHand mirror = new FedByHand().named("old");

    /** Table a has two rows landed. */
    private void landFromTheOldTopic() {
        mirror.send(0, create(10, "a"))
                .send(1, insert(20, "a", 1), insert(30, "a", 2))
                .watermark(40);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@30")));
    }

    /** Row 3 stands where a row was that is landed, row 4 behind them. */
    private void fillTheNewTopic() {
        mirror.makeAgain("new").send(0, create(10, "a"), create(50, "b"));
        mirror.send(1, insert(60, "a", 3), insert(61, "b", 7), Messages.watermark(62), insert(70, "a", 4))
                .watermark(80);
    }

    @Test
    void itsTablesStopAfterARestartAndSayWhichTopicIsMeant() {
        landFromTheOldTopic();
        fillTheNewTopic();

        mirror = mirror.restarted();

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("7@61")));
        assertThat(mirror.coverage.covered(A)).isEqualTo(40);
        assertThat(mirror.coverage.reason(A))
                .startsWith(
                        "table shop.a was read from topic t of id old, which was deleted and made again since: its id is"
                                + " new now")
                .contains("table remove", "table release --set feed.complete=true");
    }

    @Test
    void itsTablesStopInAProcessThatReadsOnWhereTheOldOneEnded() {
        landFromTheOldTopic();
        fillTheNewTopic();

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("7@61")));
        assertThat(mirror.coverage.reason(A)).contains("topic t of id old", "its id is new");
    }

    @Test
    void aTableStopsAgainAsLongAsHeadRemembersTheOldTopic() {
        landFromTheOldTopic();
        fillTheNewTopic();
        mirror.land();

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEmpty();
        assertThat(mirror.coverage.reason(A)).contains("its id is new");
    }

    @Test
    void aHeadThatRemembersNoIdGoesOnAndLearnsIt() {
        landFromTheOldTopic();
        Map<String, String> words = new HashMap<>(mirror.coverage.hint(A));
        assertThat(words.remove("kafka.topics")).isEqualTo("t=old");
        mirror.coverage.remember(A, words); // as a version wrote it that knew no ids

        mirror = mirror.restarted();
        mirror.send(1, insert(50, "a", 3)).watermark(60);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@50")));
        assertThat(mirror.coverage.hint(A)).containsEntry("kafka.topics", "t=old");
    }

    @Test
    void brokersThatTellNoIdAreReadAsBefore() {
        mirror = new FedByHand();
        landFromTheOldTopic();
        assertThat(mirror.coverage.hint(A)).containsOnlyKeys("kafka.rows", "kafka.statements", "kafka.schema");

        mirror = mirror.restarted();
        mirror.send(1, insert(50, "a", 3)).watermark(60);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@50")));
    }

    @Test
    void aTableThatIsRemovedAndReleasedBeginsAtItsBeginning() {
        landFromTheOldTopic();
        fillTheNewTopic();
        mirror.land();

        mirror.coverage.beginAgain(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3@60", "4@70")));
        assertThat(mirror.coverage.hint(A)).containsEntry("kafka.topics", "t=new");
    }

    @Test
    void aTableThatIsRemovedAndReleasedBetweenTwoProcessesBeginsAtTheTopicsBeginning() {
        mirror.send(0, create(10, "a"), create(11, "b"));
        mirror.send(1, insert(20, "a", 1), insert(21, "b", 7)).watermark(40);
        mirror.land();
        mirror.look();
        assertThat(mirror.backlog.settled()).containsEntry(ONE, 2L);
        mirror.coverage.beginAgain(A);

        mirror = mirror.restarted();
        mirror.send(1, insert(50, "a", 2)).watermark(60);

        assertThat(mirror.land()).containsEntry(A, List.of("1@20", "2@50"));
    }

    @Test
    void aTableThatWasStoppedBeforeItBeganAndIsReleasedBeginsAtTheTopicsBeginning() {
        mirror.heads.quarantine(A, "its folder is taken");
        mirror.send(0, create(10, "a")).send(1, insert(20, "a", 1)).watermark(40);
        assertThat(mirror.land()).isEmpty();

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));
        mirror.send(1, insert(50, "a", 2)).watermark(60);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20", "2@50")));
    }

    @Test
    void aTableThatWasStoppedBeforeItsFirstRowHasThatRowWhenItIsReleased() {
        mirror.send(0, create(10, "a")).watermark(20);
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of()));
        mirror.heads.quarantine(A, "a test");
        mirror.feed.stopped(A);
        mirror.send(1, insert(30, "a", 1)).watermark(40);
        assertThat(mirror.land()).isEmpty();

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@30")));
    }

    @Test
    void aRunThatEndsByItselfTellsWhichPartitionsHaveNoWatermarkYet() throws IOException {
        landFromTheOldTopic();
        mirror.makeAgain("new").send(0, create(10, "a"), Messages.watermark(62)).send(1, insert(60, "a", 3));

        mirror = mirror.restarted(new Reading(Dispatcher.TABLE, false, true));
        mirror.backlog.ends(Map.of(FedByHand.PARTITIONS.get(0), 2L, ONE, 1L));
        assertThatThrownBy(mirror::look).hasMessageContaining("to be read first");
        assertThat(mirror.look()).isEmpty();

        assertThat(mirror.feed.poll().checkpointError()).startsWith("no watermark is in partitions [t/1]");
        assertThat(mirror.coverage.reason(A)).contains("its id is new");
    }
}
