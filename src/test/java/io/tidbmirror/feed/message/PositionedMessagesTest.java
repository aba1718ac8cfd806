package io.tidbmirror.feed.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Messages without the TiDB extension: no commit-ts and no watermarks. Rows land as they arrive. */
class PositionedMessagesTest {
    private static final TableId A = new TableId("shop", "a");
    private static final TableId B = new TableId("shop", "b");
    private static final Partition ZERO = FedByHand.PARTITIONS.get(0);
    private static final Partition ONE = FedByHand.PARTITIONS.get(1);

    private FedByHand mirror = new FedByHand(new Reading(Dispatcher.TABLE, true, false));

    @Test
    void rowsLandInTheOrderInWhichTheyArrive() {
        mirror.send(0, create(10, "a")).send(1, row(20, "a", 1), row(30, "a", 3), row(25, "a", 2));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("1", "3", "2")));
        mirror.send(1, row(40, "a", 4));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("4")));
    }

    @Test
    void theColumnsAreThoseOfTheStatementThatWasSentBefore() {
        mirror.send(1, row(20, "a", 1)).send(0, create(10, "a"));

        var window = mirror.look().get(0);
        assertThat(window.schema().columns()).extracting("nullable").containsExactly(false, true);
    }

    @Test
    void anAddedColumnIsThereFromTheFirstRowThatHasIt() {
        mirror.send(0, create(10, "a"), statement(30, "ALTER", "ALTER TABLE `a` ADD COLUMN `w` INT"));
        mirror.send(1, row(20, "a", 1), wide(40, 2), wide(41, 3), row(20, "a", 1));

        var first = mirror.look().get(0);
        assertThat(first.schema().columns()).hasSize(2);
        assertThat(WindowRows.of(first)).containsExactly("1");
        mirror.landed(first);
        mirror.follower.landed(A, Map.of());
        var second = mirror.look().get(0);
        assertThat(second.schema().columns()).hasSize(3);
        assertThat(WindowRows.of(second)).containsExactly("2", "3");
        mirror.landed(second);
        mirror.follower.landed(A, Map.of());
        assertThat(mirror.land()).as("a replay from before the statement").isEmpty();
    }

    @Test
    void theNextProcessGoesOnBehindTheLastRow() {
        mirror.send(0, create(10, "a"), create(11, "b")).send(1, row(20, "a", 1), row(21, "b", 7), row(22, "a", 2));
        mirror.land();
        mirror.send(1, row(30, "b", 8), row(31, "a", 3));

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 0L));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("3"), B, List.of("8")));
    }

    @Test
    void theRetentionOfWhatWasReadForOthersStopsNoIdleTable() {
        mirror.send(0, create(10, "a"), create(11, "b")).send(1, row(20, "a", 1), row(21, "b", 7));
        mirror.land();
        mirror.send(1, row(30, "b", 8), row(31, "b", 9));
        mirror.land();
        mirror.later(Duration.ofMinutes(1));
        mirror.look();
        mirror.send(1, row(40, "a", 2));
        mirror.expire(1, 4);

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 0L));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2")));
        assertThat(mirror.coverage.reason(A)).isNull();
    }

    @Test
    void whileRowsWaitHeadLearnsOfNothingBehindThem() {
        mirror.send(0, create(10, "a")).send(1, row(20, "a", 1));
        mirror.land();
        mirror.send(1, row(30, "a", 2));
        assertThat(mirror.look()).hasSize(1);
        mirror.later(Duration.ofMinutes(1));
        mirror.look();

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 0L));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2")));
    }

    @Test
    void theNextProcessGoesOnWithinAWindowThatLandedInPart() {
        mirror.send(0, create(10, "a")).send(1, row(20, "a", 1), row(21, "b", 7), row(22, "a", 2), row(23, "a", 3));
        var window = mirror.look().stream()
                .filter(one -> one.table().equals(A))
                .findFirst()
                .orElseThrow();
        mirror.coverage.landedPart(window, 2);
        mirror.send(1, row(30, "a", 4));

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 0L));

        assertThat(mirror.land().get(A)).containsExactly("3", "4");
    }

    @Test
    void rowsThatLandedInPartAreLeftOutHoweverTheRestIsGathered() throws IOException {
        Backlog backlog = new Backlog(new Holding(1 << 20, null), "\n", table -> true, true);
        backlog.assigned(ONE, 0, 0, OptionalLong.empty());
        backlog.skip(ONE, A, new Skip(1, 2));
        for (int offset = 0; offset < 5; offset++) {
            long tenure = backlog.tenure(ONE);
            backlog.append(new Fetched(ONE, offset, offset - 1, tenure, row(20 + offset, "a", offset)));
            backlog.view(OptionalLong.of(Long.MAX_VALUE)); // which ends a file
        }

        assertThat(backlog.view(OptionalLong.of(Long.MAX_VALUE)).rows(A).get(0).segments())
                .extracting(Segment::firstOffset)
                .containsExactly(3L, 4L);
    }

    @Test
    void aTableWithoutNewRowsIsNotReadAgainAndAgain() {
        mirror.send(0, create(10, "a")).send(1, row(20, "a", 1));
        mirror.land();

        mirror = mirror.restarted(Map.of(ZERO, 0L, ONE, 1L));
        mirror.look();
        mirror.look();

        assertThat(mirror.backlog.seeks()).isEmpty();
        mirror.send(1, row(30, "a", 2));
        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2")));
    }

    @Test
    void aTruncateStopsTheTable() {
        mirror.send(0, create(10, "a"), statement(30, "TRUNCATE", "TRUNCATE TABLE `a`"))
                .send(1, row(20, "a", 1), row(40, "a", 2));
        mirror.land();

        assertThat(mirror.coverage.reason(A)).contains("TRUNCATE").contains("positioned");
    }

    @Test
    void whenATableIsReleasedItGoesOnWhereItStopped() {
        mirror.send(0, create(10, "a")).send(1, row(20, "a", 1));
        mirror.land();
        mirror.heads.quarantine(A, "a test");
        mirror.look();
        mirror.send(1, row(30, "a", 2));
        mirror.look();

        mirror.coverage.release(A);
        mirror.later(Duration.ofMinutes(1));

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2")));
    }

    private static byte[] create(long millis, String table) {
        return plain(millis, Messages.create(millis, table));
    }

    private static byte[] statement(long millis, String type, String sql) {
        return plain(millis, Messages.statement(millis, "a", type, sql));
    }

    private static byte[] row(long millis, String table, int id) {
        return plain(millis, Messages.insert(millis, table, id));
    }

    private static byte[] wide(long millis, int id) {
        String row = new String(row(millis, "a", id), UTF_8);
        return row.replace("'v':'x'".replace('\'', '"'), "'v':'x','w':'5'".replace('\'', '"'))
                .replace("varchar(20)\"", "varchar(20)\",\"w\":\"int\"")
                .getBytes(UTF_8);
    }

    /** The same message without the extension, of a time. */
    private static byte[] plain(long millis, byte[] message) {
        return new String(message, UTF_8)
                .replaceAll(",\"_tidb\":\\{[^}]*\\}", "")
                .replace("\"es\":0", "\"es\":" + millis)
                .getBytes(UTF_8);
    }
}
