package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedFollowerTest extends FollowedFolder {
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
    void aNameThatEndedIsStoppedIfATableThatCannotBeLandedHasItAgain() throws IOException {
        create("t", 5);
        SchemaText.of("t", 20).ddl(4, "DROP TABLE `s`.`t`").key("id").in(store);
        checkpoint(100);
        tables.covered.put(T, Covered.below(20));
        follower(true).poll();
        assertThat(tables.covered).isEmpty();
        assertThat(tables.stopped).isEmpty();

        SchemaText.of("t", 30)
                .ddl(3, "CREATE TABLE `t` (`a` INT)")
                .column("a", "INT")
                .in(store);
        follower(true).poll();

        assertThat(tables.stopped.get(T)).contains("no primary key");
    }

    @Test
    void aNameThatEndedAndWhoseStateCannotBeReadStopsNoOther() throws IOException {
        create("a", 4);
        SchemaText.of("a", 20).ddl(4, "DROP TABLE `s`.`a`").key("id").in(store);
        create("t", 5);
        store.put(FIRST, "row");
        checkpoint(100);
        tables.unreadable = new TableId("s", "a");

        assertThat(follower(true).poll()).extracting(FeedWindow::table).containsExactly(T);
        assertThat(tables.stopped.get(tables.unreadable)).contains("cannot be read");
    }

    @Test
    void aNameThatEndedForGoodIsNotStoppedByWhatHadItInBetween() throws IOException {
        create("t", 5);
        SchemaText.of("t", 20).ddl(4, "DROP TABLE `s`.`t`").key("id").in(store);
        SchemaText.of("t", 30)
                .ddl(3, "CREATE TABLE `t` (`a` INT)")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 40).ddl(4, "DROP TABLE `s`.`t`").column("a", "INT").in(store);
        checkpoint(100);

        follower(true).poll();

        assertThat(tables.stopped).isEmpty();
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
    void aLookThatFailsKeepsNoWindowThatNobodyGot() throws IOException {
        create("t", 5);
        store.put(FIRST, "row");
        create("u", 6);
        checkpoint(100);
        FeedFollower follower = follower(true);
        tables.broken = new TableId("s", "u");
        assertThatThrownBy(follower::poll).isInstanceOf(OutOfMemoryError.class);

        tables.broken = null;
        clock.pass(Duration.ofSeconds(1));
        assertThat(follower.poll()).extracting(FeedWindow::table).contains(T);
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
    void aTableThatCannotBeTakenIsToldUntilItCanBe() throws IOException {
        create("t", 5);
        checkpoint(10);
        FeedFollower follower = follower(true);
        tables.failure = new IOException("403");

        assertThat(follower.poll()).isEmpty();
        assertThat(follower.poll()).as("it waits before the next try").isEmpty();
        assertThat(follower.untaken()).isSameAs(tables.failure);
        assertThat(follower.isFinished()).isFalse();

        tables.failure = null;
        clock.pass(Duration.ofMinutes(1));
        assertThat(follower.poll()).hasSize(1);
        assertThat(follower.untaken()).isNull();
    }
}
