package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FeedFollowerTest {
    private static final TableId T = new TableId("s", "t");
    private static final String FIRST = "s/t/5/2026-01-01/CDC000001.csv";
    private static final String SECOND = "s/t/5/2026-01-01/CDC000002.csv";

    private final MemoryFeedStore store = new MemoryFeedStore();
    private final Tables tables = new Tables();
    private final HandSetClock clock = new HandSetClock();

    @Test
    void handsOutWhatIsBelowTheCheckpointOnceTheFirstRowHasWaited() throws IOException {
        create("t", 5);
        store.put(FIRST, "row");
        checkpoint(100);
        FeedFollower follower = follower(false);

        assertThat(follower.poll()).isEmpty();
        clock.pass(Duration.ofSeconds(10));

        FeedWindow window = follower.poll().get(0);
        assertThat(window.table()).isEqualTo(T);
        assertThat(window.from()).isEqualTo(Covered.NOTHING);
        assertThat(window.to()).isEqualTo(Covered.below(100));
        assertThat(window.spans()).extracting(span -> span.file().name()).containsExactly(FIRST);
    }

    @Test
    void refusesToGoOnInAnotherMode() throws IOException {
        create("t", 5);
        store.put(FIRST, "row");
        checkpoint(100);
        Covered place = new Covered(new TreeMap<>(Map.of(Covered.FEED, new Position.At("5/2026-01-01/1#end"))));
        tables.covered.put(T, place);

        assertThatThrownBy(() -> follower(true).poll())
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("mirror.mode=positioned");
        tables.covered.put(T, Covered.below(50));
        assertThatThrownBy(() -> positioned().poll())
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("mirror.mode=resolved");
    }

    @Test
    void aTableThatIsLoadedInPartNeedsItsExport() throws IOException {
        create("t", 5);
        checkpoint(100);
        Position place = new FilePlace("shop.t.csv 10", 3).position();
        tables.covered.put(T, new Covered(new TreeMap<>(Map.of("snapshot", place))));

        assertThatThrownBy(() -> follower(true).poll())
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("set snapshot.location");
    }

    @Test
    void hasOneWindowOfATableInFlight() throws IOException {
        create("t", 5);
        store.put(FIRST, "row");
        checkpoint(100);
        FeedFollower follower = follower(true);

        assertThat(follower.poll()).hasSize(1);
        checkpoint(200);
        assertThat(follower.poll()).isEmpty();
    }

    @Test
    void goesOnWhereTheLastWindowStopped() throws IOException {
        create("t", 5);
        store.put(FIRST, "row").put(SECOND, "rows");
        checkpoint(100);
        FeedFollower follower = follower(false);
        clock.pass(Duration.ZERO);
        follower.poll();
        clock.pass(Duration.ofSeconds(10));
        follower.poll();
        tables.covered.put(T, Covered.below(100));
        follower.landed(T, Map.of(FIRST, -1L, SECOND, 3L));

        checkpoint(200);
        follower.poll();
        clock.pass(Duration.ofSeconds(10));
        FeedWindow window = follower.poll().get(0);

        assertThat(window.from()).isEqualTo(Covered.below(100));
        assertThat(window.spans()).extracting(span -> span.file().name()).containsExactly(SECOND);
        assertThat(window.spans()).extracting(FeedWindow.Span::offset).containsExactly(3L);
    }

    @Test
    void readsAnOverwrittenFileAgain() throws IOException {
        create("t", 5);
        store.put(FIRST, "row");
        checkpoint(100);
        FeedFollower follower = follower(true);
        follower.poll();
        follower.landed(T, Map.of(FIRST, -1L));
        store.put(FIRST, "other");

        assertThat(follower.poll().get(0).spans())
                .extracting(FeedWindow.Span::offset)
                .containsExactly(0L);
    }

    @Test
    void aNewProcessSkipsTheFilesThatTheHintNamesWhileTheyAreTheSame() throws IOException {
        create("t", 5);
        store.put(FIRST, "row").put(SECOND, "rows");
        checkpoint(100);
        FeedFollower first = follower(true);
        first.poll();
        first.landed(T, Map.of(FIRST, -1L, SECOND, 2L));
        tables.hint = first.poll().get(0).hint();

        assertThat(follower(true).poll().get(0).spans())
                .extracting(span -> span.file().name())
                .containsExactly(SECOND);
        store.put(FIRST, "other");
        assertThat(follower(true).poll().get(0).spans())
                .extracting(span -> span.file().name())
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void endsAWindowAtTheNextSchemaVersion() throws IOException {
        create("t", 5);
        SchemaText.of("t", 50).key("id").in(store);
        store.put(FIRST, "row").put("s/t/50/2026-01-01/CDC000001.csv", "row");
        checkpoint(100);
        FeedFollower follower = follower(true);

        FeedWindow before = follower.poll().get(0);
        assertThat(before.to()).isEqualTo(Covered.below(51));
        assertThat(before.spans()).extracting(span -> span.file().name()).containsExactly(FIRST);
        tables.covered.put(T, before.to());
        follower.landed(T, Map.of(FIRST, -1L));

        FeedWindow behind = follower.poll().get(0);
        assertThat(behind.from()).isEqualTo(Covered.below(51));
        assertThat(behind.to()).isEqualTo(Covered.below(100));
    }

    @Test
    void stopsATableAtAStatementThatCannotBeLandedAndNotBefore() throws IOException {
        create("t", 5);
        SchemaText.of("t", 50).ddl(25, "RECOVER TABLE `t`").key("id").in(store);
        store.put(FIRST, "row");
        checkpoint(100);
        FeedFollower follower = follower(true);

        assertThat(follower.poll().get(0).to()).isEqualTo(Covered.below(51));
        tables.covered.put(T, Covered.below(51));
        follower.landed(T, Map.of(FIRST, -1L));

        assertThat(follower.poll()).isEmpty();
        assertThat(tables.stopped.get(T)).contains("RECOVER");
    }

    @Test
    void triesAFailedTableAgainAfterAPauseThatGrows() throws IOException {
        create("t", 5);
        store.put(FIRST, "row");
        checkpoint(100);
        FeedFollower follower = follower(true);
        for (int failures = 0; failures < 3; failures++) {
            assertThat(follower.poll()).hasSize(1);
            follower.failed(T);
            assertThat(follower.poll()).isEmpty();
            clock.pass(Duration.ofMillis(500L << failures));
        }
        assertThat(follower.poll()).hasSize(1);
    }

    @Test
    void aTableWithoutRowsGetsAWindowWithoutFilesSoThatItIsBorn() throws IOException {
        create("t", 5);
        checkpoint(100);

        assertThat(follower(false).poll().get(0).spans()).isEmpty();
    }

    @Test
    void tablesAtOrAboveTheCheckpointAreNotTouched() throws IOException {
        create("t", 100);
        checkpoint(100);
        FeedFollower follower = follower(true);

        assertThat(follower.poll()).isEmpty();
        assertThat(tables.asked).isZero();
        assertThat(follower.isFinished()).isTrue();
    }

    @Test
    void aRunThatEndsKeepsItsFirstCheckpoint() throws IOException {
        create("t", 5);
        checkpoint(100);
        FeedFollower follower = follower(true);
        follower.poll();
        tables.covered.put(T, Covered.below(100));
        follower.landed(T, Map.of());
        checkpoint(200);

        assertThat(follower.isFinished()).isFalse();
        assertThat(follower.poll()).isEmpty();
        assertThat(follower.isFinished()).isTrue();
        assertThat(follower.checkpoint()).hasValue(100);
    }

    @Test
    void aRunThatEndsNeedsACheckpointAndALastingOneKeepsTheOld() throws IOException {
        create("t", 5);
        assertThatThrownBy(follower(true)::poll)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("metadata");
        checkpoint(100);
        FeedFollower lasting = follower(false);
        lasting.poll();
        store.put("metadata", "garbage");

        lasting.poll();
        assertThat(lasting.checkpoint()).hasValue(100);
        assertThatThrownBy(follower(true)::poll)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("metadata");
    }

    @Test
    void positionedModeGoesOnBehindThePlaceThatIsCovered() throws IOException {
        create("t", 5);
        store.put(FIRST, "row").put(SECOND, "rows");
        FeedFollower follower = new FeedFollower(reader(), tables, rules(true, true), clock);

        assertThat(follower.poll().get(0).spans()).hasSize(2);
        tables.covered.put(T, at("5/2026-01-01/1", 7));
        follower.landed(T, Map.of());
        FeedWindow rest = follower.poll().get(0);
        assertThat(rest.spans()).extracting(FeedWindow.Span::landedRows).containsExactly(7L, 0L);

        tables.covered.put(T, at("5/2026-01-01/2", FilePlace.ALL));
        follower.landed(T, Map.of());
        assertThat(follower.poll()).isEmpty();
        assertThat(follower.isFinished()).isTrue();

        store.put("s/t/5/2026-01-02/CDC00000000000000000001.csv", "the numbers begin again with the day");
        assertThat(follower.poll().get(0).spans()).hasSize(1);
    }

    private static Covered at(String file, long rows) {
        Position position = new FilePlace(file, rows).position();
        return new Covered(new TreeMap<>(Map.of(Covered.FEED, position)));
    }

    private void create(String table, long version) {
        SchemaText.of(table, version)
                .ddl(3, "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
    }

    private void checkpoint(long commitTs) {
        store.put("metadata", "{\"checkpoint-ts\":" + commitTs + "}");
    }

    private FeedFollower follower(boolean once) {
        return new FeedFollower(reader(), tables, rules(false, once), clock);
    }

    private FeedFollower positioned() {
        return new FeedFollower(reader(), tables, rules(true, true), clock);
    }

    private FeedReader reader() {
        return new FeedReader(store, FeedOptions.of("csv"));
    }

    private static FollowRules rules(boolean positioned, boolean once) {
        return new FollowRules(
                positioned,
                once,
                (bytes, age) -> age.compareTo(Duration.ofSeconds(10)) >= 0,
                Duration.ofMinutes(1),
                RebuildRules.DEFAULT);
    }

    private static final class Tables implements Coverage {
        private final Map<TableId, Covered> covered = new HashMap<>();
        private final Map<TableId, String> stopped = new HashMap<>();
        private Map<String, String> hint = Map.of();
        private int asked;

        @Override
        public Landed of(TableId table) {
            asked++;
            return stopped.containsKey(table)
                    ? null
                    : new Landed(covered.getOrDefault(table, Covered.NOTHING), 0, false, false);
        }

        @Override
        public void drop(TableId table, TableEnd end) {
            covered.remove(table);
        }

        @Override
        public Map<String, String> hint(TableId table) {
            return hint;
        }

        @Override
        public boolean isBorn(TableId table) {
            return covered.containsKey(table);
        }

        @Override
        public void quarantine(TableId table, String reason) {
            stopped.put(table, reason);
        }
    }
}
