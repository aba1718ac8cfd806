package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A table goes on in the mode in which it is landed, from what it is landed from. */
class ModesOfFollowingTest extends FollowedFolder {
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
}
