package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.feed.FollowRules;
import io.tidbmirror.feed.NothingLanded;
import io.tidbmirror.feed.RebuildRules;
import io.tidbmirror.wiring.monitor.LandingCounts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowedFeedTest {
    private static final Duration MOST = Duration.ofMinutes(5);

    private final HandSetClock clock = new HandSetClock();
    private final NothingLanded nothing = new NothingLanded();
    private final RunProgress progress = new RunProgress(clock);

    @Test
    void aLookForWhichTheHeapIsTooSmallEndsTheRunInTimeAndSaysSo() {
        FollowRules rules = new FollowRules(false, true, (bytes, age) -> true, Duration.ZERO, RebuildRules.DEFAULT);
        FeedFollower follower = new FeedFollower(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                nothing,
                rules,
                clock);
        FollowedFeed feed = new FollowedFeed(follower, nothing, progress, new LandingCounts(), new LoadMeter(clock));

        assertThatThrownBy(feed::poll).isInstanceOf(OutOfMemoryError.class);
        clock.pass(MOST);

        assertThat(feed.lookFailure()).contains("Java heap space");
        assertThat(progress.tooLong(MOST)).hasMessageContaining("Java heap space");
    }
}
