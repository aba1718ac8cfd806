package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.statement;
import static io.tidbmirror.feed.message.Messages.watermark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tidbmirror.change.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages went by retention while no process ran: rows of tables that are not landed yet may have been among them. */
class MessagesThatWentUnreadTest extends TwoTablesOfATopic {
    private static final Reading SPREAD = new Reading(Dispatcher.INDEX_VALUE, false, false);

    @BeforeEach
    void landARow() {
        mirror.send(0, create(10, "a"), insert(20, "a", 1)).watermark(30);
        mirror.land();
        mirror.look();
    }

    @Test
    void aTableThatWasMadeBeforeTheyWentStops() {
        mirror.send(0, create(40, "b")).send(1, insert(45, "b", 7)).watermark(50);
        mirror.send(1, insert(55, "b", 8)).watermark(60);
        mirror.expire(1, 3);
        mirror = mirror.restarted();

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B))
                .startsWith("table shop.b begins in t/1, of which messages went")
                .contains("table remove");
        assertThat(mirror.coverage.reason(A)).isNull();
    }

    @Test
    void aTableOfWhichNoStatementTellsWhenItWasMadeStops() {
        mirror.send(1, insert(45, "b", 7)).watermark(50);
        mirror.send(1, insert(55, "b", 8)).watermark(60);
        mirror.expire(1, 3);
        mirror = mirror.restarted();

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B)).contains("before they were read");
    }

    @Test
    void aTableThatHadNoRowBeforeStopsToo() {
        mirror.send(0, create(40, "b")).watermark(42);
        mirror.land();
        mirror.look();
        mirror.send(1, insert(45, "b", 7)).watermark(50);
        mirror.send(1, insert(55, "b", 8)).watermark(60);
        mirror.expire(1, 4);
        mirror = mirror.restarted();

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B)).contains("before they were read");
    }

    @Test
    void aTableThatWasMadeAfterThatBegins() {
        mirror.watermark(40).watermark(50);
        mirror.expire(1, 2);
        mirror = mirror.restarted();
        mirror.send(0, create(60, "b")).send(1, insert(65, "b", 7)).watermark(70);

        assertThat(mirror.land()).contains(entry(B, List.of("7@65")));
        assertThat(mirror.coverage.reason(B)).isNull();
    }

    @Test
    void aProcessWithoutCommittedOffsetsLosesNothingOfTablesThatAreLanded() {
        mirror.send(0, insert(45, "a", 2)).send(1, watermark(50)).watermark(60);
        mirror.expire(0, 2);
        mirror.expire(1, 1);
        mirror = mirror.restarted(Map.of());

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@45")));
        assertThat(mirror.coverage.reason(A)).isNull();
    }

    @Test
    void aTableWhoseCreateWentUnreadWithItsRowsStops() {
        mirror.send(0, create(40, "b"), insert(45, "b", 7)).watermark(50);
        mirror.send(0, insert(55, "b", 8)).watermark(60);
        mirror.expire(0, 5);
        mirror.assign(ZERO, 3); // while statements are read up to the end

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B)).contains("before they were read");
    }

    @Test
    void aTableOfSeveralPartitionsStopsWhereverMessagesWent() {
        mirror = mirror.restarted(SPREAD);
        mirror.send(0, create(40, "b")).send(1, insert(45, "b", 7)).watermark(50);
        mirror.send(0, insert(55, "b", 8)).watermark(60);
        mirror.expire(1, 2);
        mirror = mirror.restarted(Map.of(ZERO, 3L, ONE, 1L));

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B)).startsWith("table shop.b begins in t/1");
    }

    @Test
    void aTableOfSeveralPartitionsWaitsForTheFirstWatermarkBehindWhatWent() {
        mirror = mirror.restarted(SPREAD);
        mirror.watermark(50);
        mirror.expire(1, 2);
        mirror = mirror.restarted(Map.of(ZERO, 3L, ONE, 1L));
        mirror.send(0, create(60, "b"), insert(65, "b", 7));

        assertThat(mirror.land()).doesNotContainKey(B);
        mirror.send(1, watermark(55)).watermark(70);

        assertThat(mirror.land()).contains(entry(B, List.of("7@65")));
    }

    @Test
    void aTableOfSeveralPartitionsThatWasDroppedBeforeDoesNotStop() {
        mirror = mirror.restarted(SPREAD);
        mirror.send(0, statement(40, "a", "ERASE", "DROP TABLE `shop`.`a`")).watermark(50);
        mirror.land();
        mirror.watermark(60);
        mirror.expire(1, 2);
        mirror = mirror.restarted(Map.of(ZERO, 3L, ONE, 1L));
        mirror.land();

        assertThat(mirror.coverage.isDropped(A)).isTrue();
        assertThat(mirror.coverage.reason(A)).isNull();
    }

    @Test
    void aNewLandingZoneBeginsWithWhatTheTopicHas() {
        mirror.send(0, create(40, "b")).send(1, insert(45, "b", 7)).watermark(50);
        mirror.send(1, insert(55, "b", 8)).watermark(60);
        mirror.expire(1, 3);
        mirror = mirror.elsewhere();

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1@20"), B, List.of("8@55")));
    }

    @Test
    void aTableThatStoppedForItBeginsWithWhatTheTopicHasOnceItIsReleased() {
        mirror.send(1, insert(45, "b", 7)).watermark(50);
        mirror.send(1, insert(55, "b", 8)).watermark(60);
        mirror.expire(1, 3);
        mirror = mirror.restarted();
        mirror.land();

        mirror.coverage.release(B);
        mirror.later(Duration.ofMinutes(1));
        assertThat(mirror.land()).contains(entry(B, List.of("8@55")));
    }

    @Test
    void aTableWhoseFirstRowComesInALaterProcessStopsToo() {
        loseTheFirstRowsOfB();
        mirror.watermark(60);
        mirror.land();
        mirror = mirror.restarted();
        mirror.watermark(70);
        mirror.land();
        mirror = mirror.restarted();
        mirror.send(1, insert(75, "b", 8)).watermark(80);

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B)).startsWith("table shop.b begins in t/1, of which messages went");
    }

    /** A table that has a HEAD for its CREATE, though its first rows went. */
    @Test
    void aTableThatWasMadeBeforeAndIsKnownWithoutRowsStopsInALaterProcessToo() {
        mirror.send(0, create(40, "b"));
        loseTheFirstRowsOfB();
        mirror.watermark(60);
        mirror.land();
        mirror = mirror.restarted();
        mirror.send(1, insert(75, "b", 8)).watermark(80);

        assertThat(mirror.land()).doesNotContainKey(B);
        assertThat(mirror.coverage.reason(B)).contains("before they were read");
    }

    @Test
    void aTableThatWasMadeAfterThatBeginsInALaterProcessThoughItHadNoRows() {
        loseTheFirstRowsOfB();
        mirror.watermark(60).send(0, create(62, "c")).watermark(65);
        mirror.land();
        mirror.look();
        mirror.watermark(70);
        mirror.land();
        mirror = mirror.restarted();
        mirror.send(1, insert(75, "c", 8)).watermark(80);

        assertThat(mirror.land()).contains(entry(new TableId("shop", "c"), List.of("8@75")));
    }

    @Test
    void aLaterProcessThatReadsFromTheBeginningForAReleasedTableKnowsOfNothingUnread() {
        loseTheFirstRowsOfB();
        mirror.send(1, insert(55, "b", 8)).watermark(60);
        mirror.land();
        mirror.coverage.release(B);
        mirror = mirror.restarted();
        assertThat(mirror.land()).contains(entry(B, List.of("8@55")));
        mirror = mirror.restarted();
        mirror.send(1, insert(65, "c", 9)).watermark(70);

        assertThat(mirror.land()).contains(entry(new TableId("shop", "c"), List.of("9@65")));
    }

    private void loseTheFirstRowsOfB() {
        mirror.send(1, insert(45, "b", 7)).watermark(50);
        mirror.expire(1, 3);
        mirror = mirror.restarted();
    }
}
