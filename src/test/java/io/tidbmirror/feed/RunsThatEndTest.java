package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that ends by itself reads up to the checkpoint it found first. */
class RunsThatEndTest extends FollowedFolder {
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
}
